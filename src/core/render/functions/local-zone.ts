import { loadZone, UTC, type Zone } from '../../go/time/zone.ts';
import { context } from './context.ts';

/** The zone that Go calls `Local`. */
export function localZone(): Zone {
  return loadZone(context().surroundings.timeZone) ?? UTC;
}
