import { ChartroomError, isChartroomError, type ProxyRefusal } from '../../errors.ts';
import type { CheckId, CheckLine, Remedy } from './line.ts';

/** The line if the work succeeds, else a failure with what went wrong. */
export async function attempt(line: CheckLine, work: () => Promise<void>): Promise<CheckLine> {
  try {
    await work();
    return line;
  } catch (thrown) {
    return failed(line.id, thrown);
  }
}

/** The line of a check that an error ended. */
export function failed(id: CheckId, thrown: unknown): CheckLine {
  const error = ChartroomError.from(thrown);
  // This isn't a refusal: the person isn't signed in, or the repository doesn't exist.
  const open = isChartroomError(error, 'auth.required') || isChartroomError(error, 'tag.not-found');
  return {
    id,
    state: open ? 'unknown' : 'fail',
    reason: 'failed',
    error: error.toJSON(),
    remedy: remedyOf(error),
    likely: isChartroomError(error, 'registry.cors'),
  };
}

/** Refusals that a line of this site's nginx.conf ends. */
const SETTABLE = new Set<ProxyRefusal>(['host', 'path', 'sign-in']);

function remedyOf(error: ChartroomError): Remedy | undefined {
  if (isChartroomError(error, 'registry.cors')) return 'cors';
  if (isChartroomError(error, 'proxy.refused')) {
    return SETTABLE.has(error.data.reason) ? 'site' : undefined;
  }
  if (!isChartroomError(error, 'registry.protocol')) return undefined;
  if (error.data.reason === 'location-elsewhere') return 'forwarding';
  return error.data.reason === 'no-location' && error.data.hidden ? 'cors' : undefined;
}
