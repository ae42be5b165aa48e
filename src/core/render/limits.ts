/** What a rendering may take, since templates are hostile input. */
import type { Budget } from '../go/template/budget.ts';

/** Seconds. */
export const MAX_RENDER_TIME = 10;
/** So much before that, templates end by themselves: what doesn't look at the clock is ended. */
const MARGIN_MS = 500;
/** Characters, entries and steps of all templates together. */
const MAX_SIZE = 200_000_000;

/** The bounds of a rendering that begins now. */
export function renderBudget(): Budget {
  const deadline = performance.now() + MAX_RENDER_TIME * 1000 - MARGIN_MS;
  return { size: MAX_SIZE, deadline };
}
