/** What a page has to bear: how long its thread stood still, and how much memory it took. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';

/** How long the longest task of a page's thread was, in milliseconds. */
export interface Task {
  /**
   * The processor's time: what a person would have waited for on a machine that does nothing else.
   * On a busy one it stays the same, within a third or so.
   */
  busy: number;
  /** By the clock, waits for the processor included. */
  clock: number;
}

export interface WatchedThread {
  /** The longest task since the last call, or since the beginning. */
  longest(): Promise<Task>;
  /** Ends the tracing, of which a browser has one at a time. */
  stop(): Promise<void>;
}

/** The part that is read of a trace event; `ts`, `dur` and `tdur` in microseconds. */
interface TraceEvent {
  ph: string;
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args: {
    name?: string;
    src_file?: string;
    chrome_mojo_event_info?: { mojo_interface_tag?: string };
  };
}

/** Has the browser trace every task of the main thread of pages, of which there is to be one. */
export async function watchThread(page: Page): Promise<WatchedThread> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser of its own');
  const session = await browser.newBrowserCDPSession();
  let events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      if (event.name === 'thread_name' || isTask(event) || isQuestion(event)) events.push(event);
    }
  });
  const start = () =>
    session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { recordMode: 'recordContinuously', includedCategories: ['toplevel'] },
    });
  const end = async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
  };
  await start();
  return {
    async longest() {
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await end();
      const key = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
      const threads = new Set(
        events.filter(({ args }) => args.name === 'CrRendererMain').map((event) => key(event)),
      );
      const questions = events.filter(isQuestion);
      const tasks = events.filter(
        (event) =>
          isTask(event) &&
          threads.has(key(event)) &&
          !questions.some((question) => key(question) === key(event) && isWithin(question, event)),
      );
      if (tasks.length === 0) throw new Error('no task of the page was traced');
      const busy = Math.max(...tasks.map(({ tdur = 0 }) => tdur));
      const clock = Math.max(...tasks.map(({ dur = 0 }) => dur));
      events = [];
      await start();
      return { busy: Math.round(busy / 1000), clock: Math.round(clock / 1000) };
    },
    async stop() {
      await end();
      await session.detach();
    },
  };
}

/** What the test asks of the page, or has it do, isn't the page's own work. */
const isQuestion = ({ args }: TraceEvent) =>
  args.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession' ||
  args.src_file?.includes('/inspector/') === true;

const isWithin = (inner: TraceEvent, outer: TraceEvent) =>
  inner.ts >= outer.ts && inner.ts <= outer.ts + (outer.dur ?? 0);

const isTask = ({ ph, name }: TraceEvent) => ph === 'X' && name === 'ThreadControllerImpl::RunTask';

/** The most memory that the page's process has held so far, in MB; its workers share it. */
export async function peakMemory(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser of its own');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8')));
  return Math.round(Math.max(...peaks.map((found) => Number(found?.[1] ?? 0))) / 1000);
}

/** What the page holds when all that is garbage was collected; the heap in bytes. */
export async function heldBy(
  page: Page,
): Promise<{ nodes: number; documents: number; heap: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { nodes, documents } = await session.send('Memory.getDOMCounters');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { nodes, documents, heap: usedSize };
}
