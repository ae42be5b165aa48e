import { ChartTree } from '../../src/core/chart/tree.ts';
import { BudgetExceeded } from '../../src/core/go/template/budget.ts';
import { RenderError } from '../../src/core/render/engine/engine.ts';
import { renderBudget } from '../../src/core/render/limits.ts';
import { printRendered } from '../../src/core/render/print.ts';
import { render } from '../../src/core/render/render.ts';

/** How a rendering ended: with so many characters, in Helm's words, or at a bound. */
export type Ending = { characters: number } | { refusal: string } | { excess: string };

/** Renders a chart of one template, within so many seconds. What else it throws is a fault of ours. */
export async function renderText(text: string, seconds: number): Promise<Ending> {
  const file = (path: string, content: string) => ({
    path,
    bytes: new TextEncoder().encode(content),
  });
  const tree = new ChartTree([
    file('Chart.yaml', 'apiVersion: v2\nname: hostile\nversion: 1.0.0\n'),
    file('values.yaml', 'a: 1\nlist: [1, 2]\n'),
    file('templates/a.yaml', text),
  ]);
  try {
    const rendered = await render(tree, { helm: 4, budget: renderBudget(seconds) });
    return { characters: printRendered(rendered).length };
  } catch (error) {
    if (error instanceof BudgetExceeded) return { excess: error.excess };
    if (error instanceof RenderError) return { refusal: error.message };
    throw error;
  }
}
