import type { SchemaNote } from '../core/values/schema-notes.ts';
import type { ValueKey } from '../core/values/key.ts';
import { MOST_ROWS, type TableRow } from '../core/values/table.ts';
import type { ValuesTrouble } from '../core/values/view.ts';
import { chartFault } from './chart-faults.ts';
import { shownName } from './signs.ts';
import { count, grouped } from './units.ts';

/** What keywords of JSON Schema that bound a value are called. */
const LIMITS: Record<string, string> = {
  format: 'format',
  pattern: 'pattern',
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  multipleOf: 'a multiple of',
  minLength: 'characters at least',
  maxLength: 'characters at most',
  minItems: 'entries at least',
  maxItems: 'entries at most',
  uniqueItems: 'each entry once:',
  minProperties: 'keys at least',
  maxProperties: 'keys at most',
};

/** Bounds of a value in words: `at least 1, pattern "^a"`. */
export function limitWords(limits: SchemaNote['limits']): string {
  return limits
    .map(([keyword, value]) =>
      keyword === 'additionalProperties'
        ? 'no other keys'
        : `${LIMITS[keyword] ?? keyword} ${value}`,
    )
    .join(', ');
}

/** What stands beside a key: its type by the schema, and whether it must be there. */
export function keyWords({ note, about }: ValueKey): string {
  const types = note?.types.length ? note.types.join(' or ') : about?.type;
  return [
    ...(note?.isDeprecated ? ['deprecated'] : []),
    ...(note?.isRequired ? ['required'] : []),
    ...(types ? [shownName(types, 60)] : []),
  ].join(', ');
}

/** How many keys a chart has to be set: the same whether they are shown as text or as a table. */
export function keyCount(table: readonly TableRow[]): string {
  const some = table.length >= MOST_ROWS ? 'at least ' : '';
  const unwritten = table.filter(({ isWritten }) => !isWritten).length;
  const rest = unwritten > 0 ? `, ${grouped(unwritten)} of them not in values.yaml` : '';
  return `${some}${count(table.length, 'key')}${rest}`;
}

/** Why values can't be shown, or not as a tree. */
export function valuesTrouble(trouble: ValuesTrouble): string {
  switch (trouble.state) {
    case 'missing':
      return 'This chart has no values.yaml: there is nothing to set.';
    case 'fault':
      return `${shownName(trouble.path)} is shown as it is written, since ${chartFault(trouble.fault)}.`;
    case 'unreadable':
      return 'Helm would not load this chart: some part of it, or of a chart in charts/, can’t be read. The findings say which. So there are no values of all charts together.';
    case 'no-table':
      return `Helm refuses these values: what the chart has for ${shownName(trouble.subchart)} isn’t a map.`;
  }
}
