/** The values of charts against their schemas (helm `pkg/chart/common/util/jsonschema.go`, ValidateAgainstSchema). */
import { readJson } from '../go/json-read.ts';
import { fromBytes } from '../go/utf8.ts';
import type { Table } from '../go/table.ts';
import { SchemaRefusal } from '../schema/fault.ts';
import { readValuesSchema } from '../schema/values-schema.ts';
import { jsonValues } from './schema-values.ts';
import { mismatchWords, refusalWords } from './schema-words.ts';
import type { ValuedChart } from './values.ts';

/** What is wrong in a chart and its subcharts, in Helm's words; nothing where all values fit. */
export function misfits({ tree, name, values, subcharts }: ValuedChart): string {
  const own = tree.schema && misfitsOf(tree.schema.bytes, values);
  return (own ? `${name}:\n${own}` : '') + subcharts.map(misfits).join('');
}

/** ValidateAgainstSingleSchema; undefined where the values fit. */
function misfitsOf(schema: Uint8Array, values: Table): string | undefined {
  try {
    // Helm's loader takes a byte order mark away.
    const { value } = readJson(fromBytes(schema).replace(/^\ufeff/, ''));
    const json = jsonValues(values);
    const mismatches = readValuesSchema(value).check(json);
    return mismatches.length === 0 ? undefined : `${mismatchWords(mismatches, json)}\n`;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    if (error instanceof SchemaRefusal) return refusalWords(error);
    throw error;
  }
}
