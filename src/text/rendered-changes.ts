/** The words for what differs between what two charts render to. */
import type { RunImage } from '../core/diff/run-images.ts';
import type { ObjectChange, ObjectChanges } from '../core/diff/objects.ts';
import { count } from './units.ts';

/** `Deployment web in prod`, as far as it has these. */
export function objectWords({
  kind,
  name,
  namespace,
}: Pick<ObjectChange, 'kind' | 'name' | 'namespace'>): string {
  const named = [kind || 'Object', name].filter((word) => word !== '').join(' ');
  return namespace === '' ? named : `${named} in ${namespace}`;
}

/** `2 objects changed, 1 added; 5 are the same`. */
export function objectsSummary({ changes, same, isCut }: ObjectChanges): string {
  const told = (['changed', 'added', 'removed'] as const).flatMap((state) => {
    const number = changes.filter((change) => change.state === state).length;
    return number > 0 ? [{ state, number }] : [];
  });
  const rest = same === 1 ? '1 is the same' : `${same} are the same`;
  if (told.length === 0)
    return same === 0 ? 'Neither makes an object.' : `No object differs: ${rest}.`;
  const words = told.map(({ state, number }, i) =>
    i === 0 ? `${count(number, 'object')} ${state}` : `${number} ${state}`,
  );
  return `${isCut ? 'At least ' : ''}${words.join(', ')}; ${rest}.`;
}

/** What a template makes that is no field of an object that is in both. */
export const NO_FIELDS = 'It differs in a way that no field shows.';

/** How it is rendered. */
export const SAME_VALUES =
  'Both are rendered by Helm 4’s rules, each with its own defaults and the values below: what helm upgrade would change.';

/** What may differ though nobody changed it. */
export const NEW_EACH_TIME =
  'Random values and the time are the same on both sides; keys and certificates are made anew and differ each time.';

/** Images as lines to be copied. */
export function imageLines(images: readonly RunImage[]): string {
  return images.map(({ reference }) => `${reference}\n`).join('');
}
