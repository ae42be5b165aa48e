/** The values of charts against their schemas (helm `pkg/chart/common/util/jsonschema.go`, ValidateAgainstSchema). */
import { readJson } from '../go/json-read.ts';
import { withBudget, type Budget } from '../go/template/budget.ts';
import { fromBytes } from '../go/utf8.ts';
import type { Table } from '../go/table.ts';
import { SchemaRefusal } from '../schema/fault.ts';
import { RenderError } from './engine/engine.ts';
import { mismatchWords, refusalWords } from './schema-words.ts';
import type { ValuedChart } from './values.ts';

type ReadSchema = typeof import('../schema/values-schema.ts').readValuesSchema;

/**
 * Throws a `RenderError` with what is wrong in the chart and all subcharts that are enabled, and
 * `BudgetExceeded`. The code for schemas is loaded only where there is one.
 */
export async function checkSchemas(chart: ValuedChart, budget: Budget): Promise<void> {
  if (!hasSchema(chart)) return;
  const { readValuesSchema } = await import('../schema/values-schema.ts');
  const wrong = withBudget(budget, () => wrongIn(chart, readValuesSchema));
  if (wrong === '') return;
  throw new RenderError(
    `values don't meet the specifications of the schema(s) in the following chart(s):\n${wrong}`,
  );
}

function hasSchema({ tree, subcharts }: ValuedChart): boolean {
  return tree.schema !== undefined || subcharts.some(hasSchema);
}

function wrongIn({ tree, name, values, subcharts }: ValuedChart, read: ReadSchema): string {
  const own = tree.schema && wrongBy(tree.schema.bytes, values, read);
  const inner = subcharts.map((subchart) => wrongIn(subchart, read));
  return (own ? `${name}:\n${own}` : '') + inner.join('');
}

/** ValidateAgainstSingleSchema; undefined where the values fit. */
function wrongBy(schema: Uint8Array, values: Table, read: ReadSchema): string | undefined {
  try {
    // Helm's loader takes a byte order mark away.
    const { value } = readJson(fromBytes(schema).replace(/^\ufeff/, ''));
    const mismatches = read(value).check(values);
    return mismatches.length === 0 ? undefined : `${mismatchWords(mismatches, values)}\n`;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    if (error instanceof SchemaRefusal) return refusalWords(error);
    throw error;
  }
}
