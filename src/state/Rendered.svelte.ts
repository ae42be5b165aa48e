import { contentOf, type UnpackedChart } from '../core/chart/packed.ts';
import type { RenderedChart, RefusedChart, TemplateFlags } from '../core/compute/rendering.ts';
import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import { bytesOf } from '../core/read-blob.ts';
import { failureOf } from './failure.ts';
import { lineNumbers } from './line-numbers.ts';
import type { RenderWishes } from './render-wishes.ts';
import type { Services } from './services.ts';

/** A rendering waits for a pause in typing: half of what the one before took, within these bounds. */
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 250;
/**
 * So long it waits for the one before to end by itself: a worker that is ended takes the chart that it
 * has read and the code that it has compiled with it, and another one takes longer than this.
 */
const PATIENCE_MS = 1000;
/** What `-f` is called where a person's own values are read. */
export const OWN_VALUES = 'your values';
/** What Helm calls a release without a name. */
export const DEFAULT_NAME = 'release-name';

interface Wish {
  chart: UnpackedChart;
  wishes: RenderWishes;
}

/** What a chart renders to, as a person changes what it is rendered with: the latest wish wins. */
export class Rendered {
  /** What came of the last rendering that ended; it stays until the next one does. */
  outcome = $state.raw<RenderedChart | RefusedChart | undefined>();
  /** The last that came to something. */
  shown = $state.raw<RenderedChart | undefined>();
  /** The lines of `shown` that come out otherwise each time; undefined while they aren't known. */
  varying = $state.raw<ReadonlySet<number> | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  running = $state(false);
  /** It was called off by a person: `shown` is from before. */
  cancelled = $state(false);
  readonly #services: Services;
  /** The rendering that is under way, which may be of a wish before the last. */
  #abort: AbortController | undefined;
  #ended: Promise<void> | undefined;
  #last: Wish | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Renders, in place of what is being rendered; after a pause unless it is the first time. */
  start(chart: UnpackedChart, wishes: RenderWishes): void {
    const isFirst = !this.outcome && !this.error && !this.running;
    clearTimeout(this.#timer);
    const wish = { chart, wishes };
    this.#last = wish;
    this.running = true;
    this.cancelled = false;
    this.error = undefined;
    this.#timer = setTimeout(() => void this.#follow(wish), isFirst ? 0 : this.#pause());
  }

  #pause(): number {
    const took = this.shown?.took ?? Infinity;
    return Math.min(Math.max(took / 2, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
  }

  /** What came of the rendering before isn't what the wishes now stand for. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#last = undefined;
    this.running = false;
    this.cancelled = true;
    this.outcome = undefined;
  }

  async #follow(wish: Wish): Promise<void> {
    if (this.#ended) await Promise.race([this.#ended, pause(PATIENCE_MS)]);
    if (this.#last !== wish) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const ended = this.#render(wish, abort.signal);
    this.#ended = ended;
    await ended;
    if (this.#ended === ended) this.#ended = undefined;
  }

  async #render(wish: Wish, signal: AbortSignal): Promise<void> {
    const { chart, wishes } = wish;
    /** Called off, or another wish waits. */
    const isOver = () => signal.aborted || this.#last !== wish;
    try {
      const rendering = await this.#services.rendering();
      const flags = await flagsOf(chart, wishes);
      const outcome = await rendering.render(chart, flags, { signal });
      if (isOver()) return;
      this.outcome = outcome;
      this.running = false;
      if (outcome.state !== 'done') return;
      this.shown = outcome;
      this.varying = outcome.differences.length > 0 ? undefined : lineNumbers([]);
      if (this.varying) return;
      const lines = await rendering.varying(chart, flags, outcome, { signal });
      if (!isOver()) this.varying = lineNumbers(lines);
    } catch (thrown) {
      // What varies is found or not; the rendering stands.
      if (isOver() || !this.running) return;
      this.error = await failureOf(thrown);
      this.outcome = undefined;
      this.shown = undefined;
      this.running = false;
    }
  }

  /** Whether it was given up, since it took or made too much. */
  get excess() {
    return isChartroomError(this.error, 'work.unfinished') ? this.error.data.reason : undefined;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The flags of `helm template` that the wishes stand for. */
async function flagsOf(chart: UnpackedChart, wishes: RenderWishes): Promise<TemplateFlags> {
  const { name, namespace, kube, helm, crds } = wishes;
  const file = chart.files.find(({ path }) => path === wishes.file);
  const own = new TextEncoder().encode(wishes.values);
  return {
    helm: helm === '3' ? 3 : 4,
    ...(name !== '' && { name }),
    ...(namespace !== '' && { namespace }),
    kubeVersion: kube === '' ? undefined : kube,
    apiVersions: apisOf(wishes),
    includeCrds: crds !== '',
    values: [
      ...(file ? [{ path: file.path, bytes: await bytesOf(contentOf(chart, file)) }] : []),
      { path: OWN_VALUES, bytes: own },
    ],
    set: setsOf(wishes),
  };
}

/** The lines of `--set` that say something. */
export function setsOf({ set }: RenderWishes): string[] {
  return set
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function apisOf({ apis }: RenderWishes): string[] {
  return apis.split(/[\s,]+/).filter((api) => api !== '');
}
