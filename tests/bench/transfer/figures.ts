/** What the table shows of pushes and pulls: the page, directly, beside others. */
import { record } from '../record.ts';
import type { Counts } from './counting-proxy.ts';
import type { Workload } from './workloads.ts';

/** Medians in milliseconds of one mover. */
export interface Row {
  name: string;
  push: number;
  again: number | undefined;
  pull: number | undefined;
  show: number | undefined;
}

/** The longest that a chart may take that is there already: a second for 117 of them. */
const AIM_AGAIN = 1_000 / 117;
/** What a push may hold in memory beyond an empty page, in MB. */
const AIM_HELD = 300;

/** How long pushing, pushing again and opening took. */
export function noteTimes({ title, charts, isLarge }: Workload, rows: readonly Row[]): void {
  const named = (name: string) => rows.find((row) => row.name.startsWith(name));
  const page = named('page, directly');
  const helm = named('helm');
  const curl = named('bare PUT by curl');
  const requests = named('the same requests');
  if (!page) return;
  const pushing = { what: `pushing ${title}`, value: page.push, unit: 'ms' } as const;
  const bound = requests && { name: requests.name, value: requests.push };
  for (const [row, most] of [
    [curl, isLarge ? 1.05 : 1.1],
    [named('bare PUTs by a page'), undefined],
    [helm, 1],
  ] as const) {
    if (!row) continue;
    const beside = { name: row.name, value: row.push };
    record({ ...pushing, beside, bound, aim: most === undefined ? undefined : { most } });
  }
  if (charts.length > 1 && page.again !== undefined) {
    const again = {
      what: `pushing ${title} that are there`,
      value: page.again,
      unit: 'ms',
    } as const;
    const least =
      requests?.again === undefined ? undefined : { name: requests.name, value: requests.again };
    record({ ...again, aim: { most: AIM_AGAIN * charts.length }, bound: least });
  }
  if (page.pull === undefined || helm?.pull === undefined) return;
  const opening = { what: `opening the page of ${title}`, value: page.pull, unit: 'ms' } as const;
  const get =
    requests?.pull === undefined
      ? undefined
      : { name: 'fetched and unpacked by a bare page', value: requests.pull };
  const pull = { name: `${helm.name} pull`, value: helm.pull };
  record({ ...opening, beside: pull, aim: { most: 1 }, bound: get });
  if (helm.show === undefined) return;
  const both = { name: `${helm.name} pull, and show all`, value: helm.pull + helm.show };
  record({ ...opening, beside: both, aim: { most: 0.6 }, bound: get });
}

/** How many requests a push costs of what is there already: one for each chart. */
export function noteRequests(
  { title, charts }: Workload,
  counted: { again: Counts } | undefined,
): void {
  if (!counted) return;
  const { requests, preflights } = counted.again;
  record({
    ...{ what: `requests to push ${title} again`, value: requests - preflights },
    ...{ unit: 'requests', aim: { most: charts.length } },
  });
}

/**
 * What the browser held at the most, of all its processes together, beyond what it held idle, in MB:
 * with the app, and with a page that only does what can't be left out.
 */
export function noteMemory({ title }: Workload, app: number, bare: number): void {
  console.log(
    `memory above idle: ${app.toFixed(0)} MB at the most, a bare page ${bare.toFixed(0)}`,
  );
  const what = `memory to choose, pack and push ${title}, above idle`;
  const bound = { name: 'read, deflated and sent by a bare page', value: bare };
  record({ what, value: app, unit: 'MB', aim: { most: AIM_HELD }, bound });
}
