import { ENTRY, spend } from '../../go/template/budget.ts';
import { change } from '../../go/template/nesting.ts';
import type { Table } from '../../go/table.ts';
import { entriesOf, GoObject, kindOf } from '../../go/value.ts';
import { isEmpty } from './empty.ts';

/**
 * Merges one map into another, maps within maps as well (dario.cat/mergo 1.0.1, `merge.go`). Without
 * `overwrites` only what is empty in the first is set, with it everything, be it empty; what is nil
 * is passed over or set. What is set isn't copied: both maps then share it.
 */
export function mergeInto(into: Table, from: Table, overwrites: boolean): void {
  change();
  for (const key of Object.keys(from)) {
    spend(ENTRY);
    const given = from[key];
    if (given === null) {
      if (overwrites) into[key] = null;
      continue;
    }
    const own = Object.hasOwn(into, key) ? into[key] : null;
    const [inner, others] = [entriesOf(own), entriesOf(given)];
    if (inner && others && inner !== others) mergeInto(inner, others, overwrites);
    const areMaps = inner !== undefined && others !== undefined;
    if (!isUnset(own) && (areMaps || (kindOf(given) === 'slice' && !overwrites))) continue;
    if (overwrites || isUnset(own)) into[key] = given;
  }
}

/** mergo's `isEmptyValue`: a pointer counts as what it points to, and a struct never is empty. */
function isUnset(value: unknown): boolean {
  return !(value instanceof GoObject) && isEmpty(value);
}
