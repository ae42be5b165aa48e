import { UTC, type Zone } from './zone.ts';

/** Go's `time.Time`: a moment, and the zone in which it is shown. */
export interface Moment {
  /** Nanoseconds since 1970 in UTC. */
  nanoseconds: bigint;
  zone: Zone;
}

/** What clock and calendar show. */
export interface Shown {
  year: number;
  /** From 1 on. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  /** 0 is a Sunday. */
  weekday: number;
  /** From 1 on. */
  yearDay: number;
  offset: number;
  abbreviation: string;
}

const BILLION = 1_000_000_000n;
const DAY = 86_400n;

/** Go's zero time: the beginning of the year 1. */
export const ZERO: Moment = { nanoseconds: -62_135_596_800n * BILLION, zone: UTC };

export function secondOf({ nanoseconds }: Moment): bigint {
  return floorDivide(nanoseconds, BILLION);
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

export function show(moment: Moment): Shown {
  const second = secondOf(moment);
  const { offset, abbreviation } = moment.zone.at(second);
  const local = second + BigInt(offset);
  const days = floorDivide(local, DAY);
  const inDay = Number(local - days * DAY);
  const date = dateOfDay(Number(days));
  return {
    ...date,
    hour: Math.trunc(inDay / 3600),
    minute: Math.trunc(inDay / 60) % 60,
    second: inDay % 60,
    nanosecond: Number(moment.nanoseconds - second * BILLION),
    weekday: (((Number(days) + 4) % 7) + 7) % 7,
    yearDay: Number(days) - dayOfDate(date.year, 1, 1) + 1,
    offset,
    abbreviation,
  };
}

/** The date of a day since 1970, by the Gregorian calendar at all times. */
function dateOfDay(day: number): { year: number; month: number; day: number } {
  // Eras of 400 years, and years that begin in March, so that the leap day is the last one.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const year = Math.trunc(
    (inEra - Math.trunc(inEra / 1460) + Math.trunc(inEra / 36_524) - Math.trunc(inEra / 146_096)) /
      365,
  );
  const inYear = inEra - (365 * year + Math.trunc(year / 4) - Math.trunc(year / 100));
  const month = Math.trunc((5 * inYear + 2) / 153);
  return {
    year: year + era * 400 + (month >= 10 ? 1 : 0),
    month: month < 10 ? month + 3 : month - 9,
    day: inYear - Math.trunc((153 * month + 2) / 5) + 1,
  };
}

/** The day since 1970 of a date, whose month and day may be beyond their bounds. */
export function dayOfDate(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const normalYear = Math.floor(months / 12);
  const normalMonth = months - normalYear * 12 + 1;
  const marchYear = normalMonth <= 2 ? normalYear - 1 : normalYear;
  const era = Math.floor(marchYear / 400);
  const inEra = marchYear - era * 400;
  const inYear = Math.trunc((153 * (normalMonth > 2 ? normalMonth - 3 : normalMonth + 9) + 2) / 5);
  const leaps = Math.trunc(inEra / 4) - Math.trunc(inEra / 100);
  return era * 146_097 + inEra * 365 + leaps + inYear + day - 1 - 719_468;
}

/** The moment of a date and a clock in a zone (`time.Date`). */
export function momentOf(
  date: Pick<Shown, 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'nanosecond'>,
  zone: Zone,
): Moment {
  const { year, month, day, hour, minute, second, nanosecond } = date;
  const inDay = hour * 3600 + minute * 60 + second;
  const local = BigInt(dayOfDate(year, month, day)) * DAY + BigInt(inDay);
  // The offset depends on the moment, which depends on the offset.
  const guess = local - BigInt(zone.at(local).offset);
  const exact = local - BigInt(zone.at(guess).offset);
  return { nanoseconds: exact * BILLION + BigInt(nanosecond), zone };
}
