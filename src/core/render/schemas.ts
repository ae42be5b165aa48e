import { withBudget, type Budget } from '../go/template/budget.ts';
import { RenderError } from './engine/engine.ts';
import type { ValuedChart } from './values.ts';

/**
 * Throws a `RenderError` with what is wrong in the values of the chart and all subcharts that are
 * enabled, and `BudgetExceeded`. The code for schemas is loaded only where there is one.
 *
 * @returns the addresses that schemas refer to, where Helm would look for more of them: values
 *   aren't held against such a schema
 */
export async function checkSchemas(chart: ValuedChart, budget: Budget): Promise<string[]> {
  if (!hasSchema(chart)) return [];
  const { misfits } = await import('./schema-misfits.ts');
  const unread = new Set<string>();
  const wrong = withBudget(budget, () => misfits(chart, unread));
  if (wrong === '') return [...unread];
  throw new RenderError(
    `values don't meet the specifications of the schema(s) in the following chart(s):\n${wrong}`,
  );
}

function hasSchema({ tree, subcharts }: ValuedChart): boolean {
  return tree.schema !== undefined || subcharts.some(hasSchema);
}
