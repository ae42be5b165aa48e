/** Compares what two charts render to. */
import type { ChartTree } from '../chart/tree.ts';
import type { Side } from '../diff/comparison.ts';
import { compareObjects, type ObjectText } from '../diff/objects.ts';
import { runImages } from '../diff/run-images.ts';
import { RenderError } from '../render/engine/engine.ts';
import { renderOptions, type TemplateFlags } from '../render/flags.ts';
import { render, type Rendered } from '../render/render.ts';
import { errorPlaces } from './error-places.ts';
import type { RefusedSide, RenderedComparison } from './rendering.ts';

/**
 * Renders both with the same flags at the same time, and with the same random bytes, so that what
 * differs is of the charts' making; keys and certificates alone are new each time. Throws
 * `BudgetExceeded`.
 */
export async function compareRendered(
  before: ChartTree,
  after: ChartTree,
  flags: TemplateFlags,
): Promise<RenderedComparison | RefusedSide> {
  const now = Date.now();
  const rendered = async (side: Side, tree: ChartTree) => {
    const surroundings = { now: () => now, randomBytes: repeatable() };
    try {
      return await render(tree, { ...(await renderOptions(flags)), surroundings });
    } catch (error) {
      if (!(error instanceof RenderError)) throw error;
      const places = await errorPlaces(tree, error.message);
      return { state: 'refused', side, words: error.message, places } as const;
    }
  };
  const then = await rendered('before', before);
  if ('state' in then) return then;
  const fresh = await rendered('after', after);
  if ('state' in fresh) return fresh;
  const [a, b] = [objectsOf(then), objectsOf(fresh)];
  return {
    state: 'done',
    objects: compareObjects(a, b),
    images: { before: runImages(a), after: runImages(b) },
    differences: [...new Set([...then.differences, ...fresh.differences])],
  };
}

/** All objects but the files in crds/, which are compared as files. */
export function objectsOf({ manifests, hooks }: Rendered): ObjectText[] {
  return [...manifests, ...hooks].flatMap((source) => ('kind' in source ? [source] : []));
}

/** Bytes that look random and are the same in every rendering (xorshift). */
function repeatable(): (count: number) => Uint8Array {
  let state = 0x2545f491;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state >>> 8;
    });
}
