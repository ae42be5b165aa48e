/** Sprig's functions of dates (`date.go`). */
import { GoError } from '../../go/error.ts';
import { parseDigits } from '../../go/parse-number.ts';
import { fixed } from '../../go/template/function.ts';
import { formatDuration, parseDuration, roundDuration, SECOND } from '../../go/time/duration.ts';
import { formatTime } from '../../go/time/layout.ts';
import { secondOf, ZERO, type Moment } from '../../go/time/moment.ts';
import { parseTime } from '../../go/time/parse.ts';
import { loadZone, UTC } from '../../go/time/zone.ts';
import { GoInt, type GoFunction } from '../../go/value.ts';
import { context } from './context.ts';
import { localZone } from './local-zone.ts';
import { between, isTime, later, momentIn, time } from './times.ts';

const HTML = '2006-01-02';

const dateInZone = fixed(['string', 'interface {}', 'string'], format);
const dateModify = fixed(['string', 'time.Time'], (text, date) => {
  try {
    return time(later(momentIn(date), parseDuration(text)));
  } catch (error) {
    if (error instanceof GoError) return date;
    throw error;
  }
});
const mustDateModify = fixed(['string', 'time.Time'], (text, date) =>
  time(later(momentIn(date), parseDuration(text))),
);

export const dateFunctions: Record<string, GoFunction> = {
  now: fixed([], () => time(now())),
  date: fixed(['string', 'interface {}'], (layout, date) => format(layout, date, 'Local')),
  ...{ dateInZone, date_in_zone: dateInZone, dateModify, date_modify: dateModify },
  ...{ mustDateModify, must_date_modify: mustDateModify },
  htmlDate: fixed(['interface {}'], (date) => format(HTML, date, 'Local')),
  htmlDateInZone: fixed(['interface {}', 'string'], (date, zone) => format(HTML, date, zone)),
  toDate: fixed(['string', 'string'], (layout, text) => {
    try {
      return time(parseTime(layout, text, localZone()));
    } catch (error) {
      if (error instanceof GoError) return time(ZERO);
      throw error;
    }
  }),
  mustToDate: fixed(['string', 'string'], (layout, text) =>
    time(parseTime(layout, text, localZone())),
  ),
  unixEpoch: fixed(['time.Time'], (date) => String(secondOf(momentIn(date)))),
  ago: fixed(['interface {}'], (date) => {
    const since = between(now(), momentOf(date, ['int64', 'int']));
    return formatDuration(roundDuration(since, SECOND));
  }),
  duration: fixed(['interface {}'], (seconds) =>
    formatDuration(BigInt.asIntN(64, secondsIn(seconds) * SECOND)),
  ),
  durationRound: fixed(['interface {}'], (duration) => roughly(nanosecondsIn(duration))),
};

function now(): Moment {
  return { nanoseconds: BigInt(context().now()) * 1_000_000n, zone: localZone() };
}

/** The moment of a time, or of seconds since 1970 in one of these kinds; of everything else it is now. */
function momentOf(date: unknown, kinds: readonly string[]): Moment {
  if (isTime(date)) return momentIn(date);
  if (date instanceof GoInt && !date.named && kinds.includes(date.kind))
    return { nanoseconds: date.value * SECOND, zone: localZone() };
  return now();
}

function format(layout: string, date: unknown, zone: string): string {
  const moment = momentOf(date, ['int64', 'int', 'int32']);
  const shownIn = zone === 'Local' ? localZone() : (loadZone(zone) ?? UTC);
  return formatTime({ ...moment, zone: shownIn }, layout);
}

function secondsIn(value: unknown): bigint {
  if (value instanceof GoInt) return value.kind === 'int64' && !value.named ? value.value : 0n;
  if (typeof value !== 'string') return 0n;
  const [, sign] = /^([+-]?)\d+$/.exec(value) ?? [];
  // What is too large becomes the largest there is.
  if (sign !== undefined)
    return parseDigits(value, 10) ?? (sign === '-' ? -(2n ** 63n) : 2n ** 63n - 1n);
  return 0n;
}

function nanosecondsIn(value: unknown): bigint {
  if (isTime(value)) return between(now(), momentIn(value));
  if (value instanceof GoInt) return value.kind === 'int64' && !value.named ? value.value : 0n;
  if (typeof value !== 'string') return 0n;
  try {
    return parseDuration(value);
  } catch (error) {
    if (error instanceof GoError) return 0n;
    throw error;
  }
}

const HOURS = 3600n * SECOND;
const ROUGH_UNITS: [string, bigint][] = [
  ['y', 365n * 24n * HOURS],
  ['mo', 30n * 24n * HOURS],
  ['d', 24n * HOURS],
  ['h', HOURS],
  ['m', 60n * SECOND],
  ['s', SECOND],
];

/** A duration in the largest unit that it is longer than one of. */
function roughly(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const [name, unit] = ROUGH_UNITS.find(([, each]) => size > each) ?? ['s', size + 1n];
  return `${size / unit}${name}`;
}
