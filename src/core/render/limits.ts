/** What a rendering may take, since templates are hostile input. */
import type { Budget } from '../go/template/budget.ts';

/** Seconds. */
export const MAX_RENDER_TIME = 10;
/** So much before that, templates end by themselves: what doesn't look at the clock is ended. */
const MARGIN_MS = 500;
/**
 * Bytes that all templates together make: three times what the largest charts do, and with what the
 * engine needs beside them below 512 MB.
 */
const MAX_SIZE = 200_000_000;

/** The bounds of a rendering that begins now, and may take so many seconds. */
export function renderBudget(seconds = MAX_RENDER_TIME): Budget {
  const deadline = performance.now() + seconds * 1000 - MARGIN_MS;
  return { size: MAX_SIZE, deadline };
}
