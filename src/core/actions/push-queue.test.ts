import { beforeEach, describe, expect, it } from 'vitest';
import { ChartroomError } from '../errors.ts';
import type { Limited } from '../concurrency.ts';
import {
  PUSHES_AT_ONCE,
  PushQueue,
  SENT_AT_ONCE,
  type QueuedPush,
  type Refusal,
} from './push-queue.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

const refusedBy = (registry: string) =>
  new ChartroomError('auth.required', { method: 'HEAD', url: `https://${registry}/`, registry });

/** A chart whose packing and pushing the test ends by hand. */
class Chart implements QueuedPush {
  state: 'waiting' | 'running' | 'ended' | 'refused' = 'waiting';
  registry: string | undefined;
  heldBack = false;
  queued = false;
  /** What its checks take. */
  checks: Promise<unknown> = Promise.resolve();
  pack = () => {};
  end = (_error?: ChartroomError) => {};
  /** Ends the sending; there once that has begun. */
  sent: (() => void) | undefined;
  readonly settled: Promise<void>;

  constructor(registry = 'open.example', packed = true) {
    this.registry = registry;
    this.settled = packed ? Promise.resolve() : new Promise((resolve) => (this.pack = resolve));
  }

  async start(sending: Limited): Promise<ChartroomError | undefined> {
    this.state = 'running';
    void sending(() => new Promise<void>((resolve) => (this.sent = resolve)));
    const error = await new Promise<ChartroomError | undefined>((resolve) => (this.end = resolve));
    this.state = 'ended';
    return error;
  }

  async isHeldBack(): Promise<boolean> {
    await this.checks;
    return this.heldBack;
  }

  wait(): void {
    this.state = 'refused';
  }
}

let refusals: readonly Refusal[];
let queue: PushQueue;
beforeEach(() => {
  refusals = [];
  queue = new PushQueue((now) => (refusals = now));
});

const states = (charts: readonly Chart[]) => charts.map(({ state }) => state);

describe('PushQueue', () => {
  it('has five sent at a time, and the others wait for that', async () => {
    const charts = Array.from({ length: PUSHES_AT_ONCE }, () => new Chart());
    const all = queue.pushAll(charts);
    await settled();
    const sent = () => charts.filter((chart) => chart.sent).length;
    expect(sent()).toBe(SENT_AT_ONCE);
    charts[0]?.sent?.();
    await settled();
    expect(sent()).toBe(SENT_AT_ONCE + 1);
    for (const chart of charts) chart.end();
    await all;
  });

  it('pushes ten at a time, in their order, and ends with the last', async () => {
    const charts = Array.from({ length: PUSHES_AT_ONCE + 2 }, () => new Chart());
    let ended = false;
    const all = queue.pushAll(charts).then(() => (ended = true));
    await settled();
    const [first, ...others] = charts;
    expect(states(charts).filter((state) => state === 'running')).toHaveLength(10);
    expect(states(charts).slice(-2)).toEqual(['waiting', 'waiting']);
    expect(charts.filter(({ queued }) => queued)).toEqual(charts.slice(-2));
    first?.end(new ChartroomError('storage.full', {}));
    await settled();
    expect(states(charts).slice(-2)).toEqual(['running', 'waiting']);
    for (const chart of others) {
      expect(ended).toBe(false);
      chart.end();
      await settled();
    }
    await all;
    expect(new Set(states(charts))).toEqual(new Set(['ended']));
  });

  it('waits for no checks of a chart that has nothing to push', async () => {
    const none = new Chart();
    none.registry = undefined;
    none.checks = new Promise(() => {});
    await queue.pushAll([none]);
    expect(none).toMatchObject({ state: 'waiting', queued: false });
  });

  it('begins a chart once that is pushed again while its checks run', async () => {
    const chart = new Chart();
    let begun = 0;
    const { start } = chart;
    chart.start = (sending) => (begun++, start.call(chart, sending));
    let check = () => {};
    chart.checks = new Promise<void>((resolve) => (check = resolve));
    const first = queue.pushAll([chart]);
    await settled();
    expect(chart.queued).toBe(true);
    const second = queue.pushAll([chart]);
    check();
    await settled();
    chart.end();
    await Promise.all([first, second]);
    expect(begun).toBe(1);
  });

  it('sends nothing before all are packed, and skips charts that failed or are held back', async () => {
    const [late, none, early] = [new Chart('a', false), new Chart('a'), new Chart('a')];
    none.registry = undefined;
    const held = new Chart('a');
    const charts = [late, none, early, held];
    const all = queue.pushAll(charts);
    await settled();
    expect(states(charts)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    // The late chart is the one with the same tag as another.
    held.heldBack = true;
    late.pack();
    await settled();
    expect(states(charts)).toEqual(['running', 'waiting', 'running', 'waiting']);
    late.end();
    early.end();
    await all;
    expect(states(charts)).toEqual(['ended', 'waiting', 'ended', 'waiting']);
  });

  it('asks for one sign-in, for which the other charts of that registry wait', async () => {
    const guarded = Array.from({ length: PUSHES_AT_ONCE + 1 }, () => new Chart('guarded.example'));
    const other = new Chart();
    const all = queue.pushAll([...guarded, other]);
    await settled();
    for (const chart of guarded.slice(0, 2)) chart.end(refusedBy('guarded.example'));
    await settled();
    expect(refusals.map(({ data }) => data.registry)).toEqual(['guarded.example']);
    expect(states(guarded.slice(0, 2))).toEqual(['refused', 'refused']);
    expect(guarded.at(-1)?.state).toBe('waiting');
    expect(other.state).toBe('running');
    for (const chart of [...guarded.slice(2, -1), other]) chart.end();
    await all;

    const left = [...guarded.slice(0, 2), ...guarded.slice(-1)];
    const again = queue.pushAll(left);
    expect(refusals).toEqual([]);
    await settled();
    expect(states(left)).toEqual(['running', 'running', 'running']);
    for (const chart of left) chart.end();
    await again;
  });

  it('continues without a sign-in once the destination has changed', async () => {
    const first = new Chart('guarded.example');
    const others = Array.from({ length: PUSHES_AT_ONCE }, () => new Chart());
    const last = new Chart('guarded.example');
    const all = queue.pushAll([first, ...others, last]);
    await settled();
    first.end(refusedBy('guarded.example'));
    await settled();
    queue.forgetRefusals();
    expect(refusals).toEqual([]);
    for (const chart of others) chart.end();
    await settled();
    expect(last.state).toBe('running');
    last.end();
    await all;
  });

  it('keeps to the limit when it is called again while pushes are under way', async () => {
    const first = Array.from({ length: PUSHES_AT_ONCE - 1 }, () => new Chart());
    const second = [new Chart(), new Chart()];
    const all = queue.pushAll([...first, ...second]);
    await settled();
    const again = queue.pushAll(second.slice(1));
    await settled();
    expect(states([...first, ...second]).filter((state) => state === 'running')).toHaveLength(10);
    for (const chart of first) chart.end();
    await settled();
    expect(states(second)).toEqual(['running', 'running']);
    for (const chart of second) chart.end();
    await Promise.all([all, again]);
  });

  it('ends at once when it is cancelled before all are packed, and then sends nothing', async () => {
    const charts = [new Chart('a', false), new Chart('a')];
    const all = queue.pushAll(charts);
    queue.cancel();
    await all;
    charts[0]?.pack();
    await settled();
    expect(states(charts)).toEqual(['waiting', 'waiting']);
  });

  it('begins no further push once it is cancelled, and asks for no sign-in', async () => {
    const charts = Array.from({ length: PUSHES_AT_ONCE + 1 }, () => new Chart('guarded.example'));
    const all = queue.pushAll(charts);
    await settled();
    queue.cancel();
    for (const chart of charts) chart.end(refusedBy('guarded.example'));
    await all;
    expect(refusals).toEqual([]);
    expect(charts.at(-1)?.state).toBe('waiting');
    expect(charts[0]?.state).toBe('ended');
  });
});
