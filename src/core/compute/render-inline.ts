/** Renders charts in place: in Node, and in the workers for it. */
import type { PackedChart } from '../chart/packed.ts';
import { readPacked } from '../chart/read-packed.ts';
import { ChartTree } from '../chart/tree.ts';
import { ChartroomError } from '../errors.ts';
import { BudgetExceeded } from '../go/template/budget.ts';
import { fromBytes } from '../go/utf8.ts';
import { RenderError } from '../render/engine/engine.ts';
import { excessFault } from '../render/excess.ts';
import { renderOptions, type TemplateFlags } from '../render/flags.ts';
import type { Surroundings } from '../render/functions/context.ts';
import { MAX_RENDER_TIME } from '../render/limits.ts';
import { printWithPlaces } from '../render/print.ts';
import { render } from '../render/render.ts';
import { templateFile } from '../render/template-file.ts';
import { runImages } from '../diff/run-images.ts';
import { compareRendered, objectsOf } from './compare-rendered.ts';
import { errorPlaces } from './error-places.ts';
import { valuePlaces } from './value-places.ts';
import { renderedObjects } from './rendered-objects.ts';
import type { Lines, RenderedChart, RefusedChart, Rendering } from './rendering.ts';

/** Longer texts aren't shown, in characters: the page would be busy with them alone. */
const MAX_TEXT = 50_000_000;
/** So that another rendering falls on another year, month, day, hour, minute and second. */
const LATER_MS = ((397 * 24 + 1) * 60 + 1) * 60_000 + 1000;

export function createInlineRendering(): Rendering {
  /** A person types values for one chart: it is read once. */
  let last: { digest: string; tree: ChartTree } | undefined;
  const treeOf = async (chart: PackedChart): Promise<ChartTree> => {
    if (last?.digest === chart.digest) return last.tree;
    const tree = await treeIn(chart);
    last = { digest: chart.digest, tree };
    return tree;
  };
  return {
    render: async (chart, flags) => renderTree(await treeOf(chart), flags),
    async varying(chart, flags, { text }) {
      const surroundings = { now: () => Date.now() + LATER_MS };
      const again = await renderTree(await treeOf(chart), flags, surroundings);
      return again.state === 'done' ? changedLines(text, again.text) : [];
    },
    async compare(before, after, flags) {
      const trees = [await treeIn(before), await treeIn(after)] as const;
      try {
        return await compareRendered(...trees, flags);
      } catch (error) {
        throw error instanceof BudgetExceeded ? unfinished(error) : error;
      }
    },
    async template(chart, name) {
      const found = await templateFile(await treeOf(chart), name);
      return found && fromBytes(found.file.bytes);
    },
  };
}

async function treeIn(chart: PackedChart): Promise<ChartTree> {
  return new ChartTree(await readPacked(chart), { metadata: chart.metadata });
}

async function renderTree(
  tree: ChartTree,
  flags: TemplateFlags,
  surroundings: Partial<Surroundings> = {},
): Promise<RenderedChart | RefusedChart> {
  const begun = performance.now();
  try {
    const rendered = await render(tree, { ...(await renderOptions(flags)), surroundings });
    const { text, places } = printWithPlaces(rendered);
    if (text.length > MAX_TEXT) throw new BudgetExceeded('too-large');
    return {
      state: 'done',
      text,
      objects: await renderedObjects(tree, rendered, places),
      images: runImages(objectsOf(rendered)),
      notes: rendered.notes,
      differences: [...rendered.differences],
      unread: rendered.unread,
      took: performance.now() - begun,
    };
  } catch (error) {
    if (error instanceof BudgetExceeded) throw unfinished(error);
    if (!(error instanceof RenderError)) throw error;
    const words = error.message;
    const places = [...(await errorPlaces(tree, words)), ...valuePlaces(tree, words, flags)];
    return { state: 'refused', words, places: places.sort((a, b) => a.start - b.start) };
  }
}

function unfinished(error: BudgetExceeded): ChartroomError {
  return new ChartroomError('work.unfinished', excessFault(error.excess, MAX_RENDER_TIME), {
    cause: error,
  });
}

async function changedLines(before: string, after: string): Promise<Lines[]> {
  const { diffLines } = await import('../diff/lines.ts');
  return diffLines(before.split('\n'), after.split('\n'))
    .edits.filter(({ from, to }) => to > from)
    .map(({ from, to }) => ({ line: from + 1, lines: to - from }));
}
