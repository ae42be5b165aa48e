/** The values of charts against their schemas (helm `pkg/chart/common/util/jsonschema.go`, ValidateAgainstSchema). */
import { jsonFault } from '../go/json-check.ts';
import { readJson } from '../go/json-read.ts';
import { fromBytes } from '../go/utf8.ts';
import type { Table } from '../go/table.ts';
import { SchemaRefusal } from '../schema/fault.ts';
import { readValuesSchema } from '../schema/values-schema.ts';
import { withoutMark } from './byte-order-mark.ts';
import { jsonValues } from './schema-values.ts';
import { failureWords, refusalWords } from './schema-words.ts';
import type { ValuedChart } from './values.ts';

/**
 * What is wrong in a chart and its subcharts, in Helm's words; nothing where all values fit.
 *
 * @param unread gets the addresses that schemas refer to, which keep these from being used here
 */
export function misfits(
  { tree, name, values, subcharts }: ValuedChart,
  unread: Set<string>,
): string {
  const own = tree.schema && misfitsOf(tree.schema.bytes, values, unread);
  const inner = subcharts.map((subchart) => misfits(subchart, unread));
  return (own ? `${name}:\n${own}` : '') + inner.join('');
}

/** ValidateAgainstSingleSchema; undefined where the values fit. */
function misfitsOf(schema: Uint8Array, values: Table, unread: Set<string>): string | undefined {
  const text = fromBytes(withoutMark(schema));
  try {
    const { value } = readJson(text);
    const json = jsonValues(values);
    const failure = readValuesSchema(value).failureOf(json);
    return failure && `${failureWords(failure)}\n`;
  } catch (error) {
    if (error instanceof SyntaxError) return faultWords(text);
    if (!(error instanceof SchemaRefusal)) throw error;
    const { fault } = error;
    if (fault.reason !== 'elsewhere' || fault.address.startsWith('file:'))
      return refusalWords(error);
    unread.add(fault.address);
    return undefined;
  }
}

/** Why a schema isn't JSON, in the words of Go's decoder of streams. */
function faultWords(text: string): string {
  if (text.trim() === '') return 'EOF';
  const fault = jsonFault(text) ?? '';
  if (fault === 'unexpected end of JSON input') return 'unexpected EOF';
  return fault.endsWith('after top-level value')
    ? 'invalid character after top-level value'
    : fault;
}
