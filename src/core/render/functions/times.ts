/** `time.Time` and `time.Duration` as values of templates, with their methods. */
import { fixed } from '../../go/template/function.ts';
import {
  formatDuration,
  HOUR,
  MINUTE,
  roundDuration,
  SECOND,
  truncateDuration,
} from '../../go/time/duration.ts';
import { formatTime, RFC_3339_NANO, WEEKDAYS, MONTHS } from '../../go/time/layout.ts';
import { momentOf, secondOf, show, ZERO, type Moment, type Shown } from '../../go/time/moment.ts';
import { UTC, type Zone } from '../../go/time/zone.ts';
import { GoInt, GoObject, int, int64, type GoFunction, type NamedType } from '../../go/value.ts';
import { localZone } from './local-zone.ts';

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

export function duration(nanoseconds: bigint): GoInt {
  return new GoInt('int64', BigInt.asIntN(64, nanoseconds), DURATION);
}

/** A duration in a unit as a float, computed in whole and rest as Go does. */
export function inUnits(nanoseconds: bigint, unit: bigint): number {
  return Number(nanoseconds / unit) + Number(nanoseconds % unit) / Number(unit);
}

const DURATION: NamedType<GoInt> = {
  name: 'time.Duration',
  print: ({ value }) => formatDuration(value),
  methods: {
    String: ofDuration(formatDuration),
    Hours: ofDuration((value) => inUnits(value, HOUR)),
    Minutes: ofDuration((value) => inUnits(value, MINUTE)),
    Seconds: ofDuration((value) => inUnits(value, SECOND)),
    Milliseconds: ofDuration((value) => int64(value / 1_000_000n)),
    Microseconds: ofDuration((value) => int64(value / 1000n)),
    Nanoseconds: ofDuration(int64),
    Abs: ofDuration((value) =>
      duration(value === MIN_INT64 ? MAX_INT64 : value < 0n ? -value : value),
    ),
    Round: ({ value }) =>
      fixed(['time.Duration'], (multiple) => duration(roundDuration(value, multiple.value))),
    Truncate: ({ value }) =>
      fixed(['time.Duration'], (multiple) => duration(truncateDuration(value, multiple.value))),
  },
};

function ofDuration(answer: (nanoseconds: bigint) => unknown) {
  return ({ value }: GoInt): GoFunction => fixed([], () => answer(value));
}

export function time(moment: Moment): GoObject {
  return new GoObject(TIME, {}, moment);
}

export function isTime(value: unknown): value is GoObject {
  return value instanceof GoObject && value.named === TIME;
}

export function momentIn(value: GoObject): Moment {
  return value.state as Moment;
}

/** A named integer, of which templates mostly print the name. */
function named(name: string, names: readonly string[], first: number, value: number): GoInt {
  const print = (each: GoInt) => names[Number(each.value) - first] ?? String(each.value);
  const type: NamedType<GoInt> = {
    name,
    print,
    methods: { String: (each) => fixed([], () => print(each)) },
  };
  return new GoInt('int', BigInt(value), type);
}

const TIME: NamedType<GoObject> = {
  name: 'time.Time',
  print: (value) => {
    const layout = '2006-01-02 15:04:05.999999999 -0700 MST';
    return formatTime(momentIn(value), layout);
  },
  marshal: (value) => formatTime(momentIn(value), RFC_3339_NANO),
  methods: {
    String: (value) => fixed([], () => TIME.print?.(value)),
    Format: (value) => fixed(['string'], (layout) => formatTime(momentIn(value), layout)),
    Unix: ofTime((moment) => int64(secondOf(moment))),
    UnixMilli: ofTime(({ nanoseconds }) => int64(floor(nanoseconds, 1_000_000n))),
    UnixMicro: ofTime(({ nanoseconds }) => int64(floor(nanoseconds, 1000n))),
    UnixNano: ofTime(({ nanoseconds }) => int64(nanoseconds)),
    Year: shown(({ year }) => int(year)),
    Month: shown(({ month }) => named('time.Month', MONTHS, 1, month)),
    Day: shown(({ day }) => int(day)),
    Hour: shown(({ hour }) => int(hour)),
    Minute: shown(({ minute }) => int(minute)),
    Second: shown(({ second }) => int(second)),
    Nanosecond: shown(({ nanosecond }) => int(nanosecond)),
    Weekday: shown(({ weekday }) => named('time.Weekday', WEEKDAYS, 0, weekday)),
    YearDay: shown(({ yearDay }) => int(yearDay)),
    IsZero: ofTime(({ nanoseconds }) => nanoseconds === ZERO.nanoseconds),
    UTC: ofTime((moment) => time({ ...moment, zone: UTC })),
    Location: ofTime(({ zone }) => location(zone)),
    Local: ofTime((moment) => time({ ...moment, zone: localZone() })),
    Add: (value) => fixed(['time.Duration'], (more) => time(later(momentIn(value), more.value))),
    AddDate: (value) =>
      fixed(['int', 'int', 'int'], (years, months, days) => {
        const moment = momentIn(value);
        const date = show(moment);
        const year = date.year + Number(years.value);
        const month = date.month + Number(months.value);
        const day = date.day + Number(days.value);
        return time(momentOf({ ...date, year, month, day }, moment.zone));
      }),
    Sub: (value) =>
      fixed(['time.Time'], (other) => duration(between(momentIn(value), momentIn(other)))),
    Round: inMultiples(roundDuration),
    Truncate: inMultiples(truncateDuration),
    Before: compared((difference) => difference < 0n),
    After: compared((difference) => difference > 0n),
    Equal: compared((difference) => difference === 0n),
    Compare: compared((difference) => int(difference < 0n ? -1 : difference > 0n ? 1 : 0)),
  },
};

type Method = (receiver: GoObject) => GoFunction;

function ofTime(answer: (moment: Moment) => unknown): Method {
  return (value) => fixed([], () => answer(momentIn(value)));
}

function shown(answer: (shown: Shown) => unknown): Method {
  return ofTime((moment) => answer(show(moment)));
}

/** To a multiple of a duration, counted from Go's zero time. */
function inMultiples(change: (value: bigint, multiple: bigint) => bigint): Method {
  return (value) =>
    fixed(['time.Duration'], (multiple) => {
      const moment = momentIn(value);
      const since = moment.nanoseconds - ZERO.nanoseconds;
      return time({ ...moment, nanoseconds: ZERO.nanoseconds + change(since, multiple.value) });
    });
}

/** `*time.Location`, of which templates print the name. */
function location({ name }: Zone): GoObject {
  const type: NamedType<GoObject> = {
    name: '*time.Location',
    print: () => name,
    methods: { String: () => fixed([], () => name) },
  };
  return new GoObject(type, {});
}

function compared(answer: (difference: bigint) => unknown): Method {
  return (value) =>
    fixed(['time.Time'], (other) =>
      answer(momentIn(value).nanoseconds - momentIn(other).nanoseconds),
    );
}

export function later(moment: Moment, nanoseconds: bigint): Moment {
  return { ...moment, nanoseconds: moment.nanoseconds + nanoseconds };
}

/** `Time.Sub`: within the bounds of a duration. */
export function between(moment: Moment, other: Moment): bigint {
  const difference = moment.nanoseconds - other.nanoseconds;
  return difference > MAX_INT64 ? MAX_INT64 : difference < MIN_INT64 ? MIN_INT64 : difference;
}

function floor(value: bigint, by: bigint): bigint {
  return value < 0n && value % by !== 0n ? value / by - 1n : value / by;
}
