import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { buildModule } from './load-core.mjs';

/**
 * A chart's folder or archive, the paths of files of values, and how it is rendered.
 *
 * @typedef {Omit<import('../../src/core/render/command.ts').CommandOptions, 'values'> &
 *   { chart: string, values?: string[] }} Asked
 */
/**
 * The text and what schemas refer to that isn't fetched, or the error, and whether Helm says behind
 * it how to see what was rendered.
 *
 * @typedef {{ ok: true, text: string, unread: readonly string[] } | { ok: false, error: string, isOfRelease?: boolean }} Outcome
 */

/** How long a rendering may take, as in the page (`src/core/render/limits.ts`). */
const MOST_MS = 10_000;

/** Renders charts one after the other in a thread, which is ended with one that takes too long. */
export class Renderer {
  #mostMs;
  /** @type {Worker | undefined} */
  #thread;

  constructor(mostMs = MOST_MS) {
    this.#mostMs = mostMs;
  }

  /** @returns {Promise<Outcome>} */
  async render(/** @type {Asked} */ asked) {
    const thread = (this.#thread ??= await startThread());
    const stop = new AbortController();
    const answer = once(thread, 'message', stop).then(([outcome]) => outcome);
    const late = after(this.#mostMs, undefined, stop);
    thread.postMessage(asked);
    /** @type {Outcome | undefined} */
    const outcome = await Promise.race([answer, late]);
    // What is still waited for ends without a word.
    void Promise.allSettled([answer, late]);
    stop.abort();
    if (outcome) return outcome;
    await this.end();
    return { ok: false, error: 'the templates take too long' };
  }

  async end() {
    await this.#thread?.terminate();
    this.#thread = undefined;
  }
}

async function startThread() {
  const workerData = await buildModule('src/core/render/command.ts');
  const thread = new Worker(new URL('render-thread.mjs', import.meta.url), { workerData });
  await once(thread, 'message');
  return thread;
}
