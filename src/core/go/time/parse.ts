import { GoError } from '../error.ts';
import { inQuotes } from './duration.ts';
import { CHUNK, MONTHS, WEEKDAYS } from './layout.ts';
import { dayOfDate, momentOf, type Moment } from './moment.ts';
import { fixedZone, UTC, type Zone } from './zone.ts';

interface Read {
  year: number;
  month: number;
  day: number;
  yearDay: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  isAfternoon: boolean | undefined;
  offset: number | undefined;
  zoneName: string;
}

/**
 * `time.ParseInLocation`: a text by a layout; where the text has no zone, it is in `local`.
 *
 * @throws GoError with Go's message
 */
export function parseTime(layout: string, text: string, local: Zone): Moment {
  const read: Read = {
    ...{ year: 0, month: -1, day: -1, yearDay: -1, hour: 0, minute: 0, second: 0, nanosecond: 0 },
    ...{ isAfternoon: undefined, offset: undefined, zoneName: '' },
  };
  let rest = text;
  let at = 0;
  const fail = (part: string, more = ''): never => {
    const place = more || `: cannot parse ${inQuotes(rest)} as ${inQuotes(part)}`;
    const start = `parsing time ${inQuotes(text)}`;
    throw new GoError(more ? start + place : `${start} as ${inQuotes(layout)}${place}`);
  };
  const literal = (part: string) => {
    for (const character of part) {
      if (character === ' ') {
        rest = rest.startsWith(' ') || rest === '' ? rest.replace(/^ +/, '') : fail(part);
      } else if (rest.startsWith(character)) rest = rest.slice(character.length);
      else fail(part);
    }
  };
  for (const found of layout.matchAll(CHUNK)) {
    literal(layout.slice(at, found.index));
    const [chunk] = found;
    at = found.index + chunk.length;
    const value = rest;
    const taken = take(chunk, rest, read);
    if (taken === undefined) fail(chunk);
    else if (typeof taken === 'string') fail(chunk, `: ${taken} out of range`);
    else rest = rest.slice(taken);
    const next = layout.slice(at);
    // A fraction of seconds is taken even where the layout has none.
    if (/^0?5$/.test(chunk) && !/^[.,](?:0+|9+)(?!\d)/.test(next)) {
      const fraction = /^[.,]\d+/.exec(rest)?.[0] ?? '';
      if (fraction) read.nanosecond = Number(fraction.slice(1, 10).padEnd(9, '0'));
      rest = rest.slice(fraction.length);
    }
    if (value === '' && taken === undefined) fail(chunk);
  }
  literal(layout.slice(at));
  if (rest !== '') fail('', `: extra text: ${inQuotes(rest)}`);
  return momentFrom(read, local, (what) => fail('', `: ${what} out of range`));
}

function momentFrom(read: Read, local: Zone, refuse: (what: string) => never): Moment {
  if (read.isAfternoon === true && read.hour < 12) read.hour += 12;
  else if (read.isAfternoon === false && read.hour === 12) read.hour = 0;
  if (read.yearDay >= 0) {
    const days = dayOfDate(read.year + 1, 1, 1) - dayOfDate(read.year, 1, 1);
    if (read.yearDay < 1 || read.yearDay > days) refuse('day-of-year');
    Object.assign(read, { month: 1, day: read.yearDay });
  } else {
    if (read.month < 0) read.month = 1;
    if (read.day < 0) read.day = 1;
    const days = dayOfDate(read.year, read.month + 1, 1) - dayOfDate(read.year, read.month, 1);
    if (read.day < 1 || read.day > days) refuse('day');
  }
  if (read.offset !== undefined) {
    const zone = read.offset === 0 ? UTC : fixedZone(read.zoneName, read.offset);
    return momentOf(read, zone);
  }
  if (read.zoneName === 'UTC') return momentOf(read, UTC);
  if (read.zoneName !== '') return momentOf(read, fixedZone(read.zoneName, 0));
  return momentOf(read, local);
}

/** How much of the text a part takes; what is out of range, or undefined where nothing fits. */
function take(chunk: string, text: string, read: Read): number | string | undefined {
  const number = (pattern: RegExp, set: (value: number) => string | undefined) => {
    const found = pattern.exec(text);
    if (!found) return undefined;
    return set(Number(found[0].trim())) ?? found[0].length;
  };
  const within = (name: keyof Read & string, least: number, most: number) => (value: number) => {
    Object.assign(read, { [name]: value });
    return value < least || value > most ? name : undefined;
  };
  const name = (
    names: readonly string[],
    length: number | undefined,
    set?: (i: number) => void,
  ) => {
    const i = names.findIndex((each) =>
      text.toLowerCase().startsWith(each.slice(0, length).toLowerCase()),
    );
    if (i < 0) return undefined;
    set?.(i);
    return (names[i] as string).slice(0, length).length;
  };
  const setMonth = (i: number) => {
    read.month = i + 1;
  };
  switch (chunk) {
    case 'January':
      return name(MONTHS, undefined, setMonth);
    case 'Jan':
      return name(MONTHS, 3, setMonth);
    case 'Monday':
      return name(WEEKDAYS, undefined);
    case 'Mon':
      return name(WEEKDAYS, 3);
    case '1':
      return number(/^\d{1,2}/, within('month', 1, 12));
    case '01':
      return number(/^\d\d/, within('month', 1, 12));
    case '2':
      return number(/^\d{1,2}/, within('day', 0, 99));
    case '_2':
      return number(/^ ?\d{1,2}/, within('day', 0, 99));
    case '02':
      return number(/^\d\d/, within('day', 0, 99));
    case '__2':
      return number(/^(?: {0,2}\d{1,3})/, within('yearDay', 0, 999));
    case '002':
      return number(/^\d{3}/, within('yearDay', 0, 999));
    case '15':
      return number(/^\d{1,2}/, within('hour', 0, 23));
    case '3':
      return number(/^\d{1,2}/, within('hour', 0, 12));
    case '03':
      return number(/^\d\d/, within('hour', 0, 12));
    case '4':
      return number(/^\d{1,2}/, within('minute', 0, 59));
    case '04':
      return number(/^\d\d/, within('minute', 0, 59));
    case '5':
      return number(/^\d{1,2}/, within('second', 0, 59));
    case '05':
      return number(/^\d\d/, within('second', 0, 59));
    case '2006':
      return number(/^\d{4}/, within('year', 0, 9999));
    case '06':
      return number(/^\d\d/, (value) => {
        read.year = value >= 69 ? value + 1900 : value + 2000;
        return undefined;
      });
    case 'PM':
    case 'pm': {
      const found = (chunk === 'PM' ? /^[AP]M/ : /^[ap]m/).exec(text)?.[0];
      if (found) read.isAfternoon = /p/i.test(found);
      return found?.length;
    }
    case 'MST': {
      const found = /^(?:UTC|[A-Z]{3,5}(?![A-Z])|[+-]\d\d)/.exec(text)?.[0];
      if (found) read.zoneName = found;
      return found?.length;
    }
    default:
      return /^[.,]/.test(chunk) ? takeFraction(chunk, text, read) : takeOffset(chunk, text, read);
  }
}

function takeFraction(chunk: string, text: string, read: Read): number | undefined {
  const found = /^[.,](\d+)/.exec(text);
  if (chunk[1] === '0' && found?.[1]?.length !== chunk.length - 1) return undefined;
  if (found) read.nanosecond = Number((found[1] as string).slice(0, 9).padEnd(9, '0'));
  return found?.[0].length ?? 0;
}

function takeOffset(chunk: string, text: string, read: Read): number | string | undefined {
  if (chunk.startsWith('Z') && text.startsWith('Z')) {
    read.offset = 0;
    return 1;
  }
  const form = chunk.slice(1);
  const colon = form.includes(':') ? ':' : '';
  const parts = form.replaceAll(':', '').length / 2;
  const pattern = ['([+-])(\\d\\d)', '(\\d\\d)', '(\\d\\d)'].slice(0, parts).join(colon);
  const found = new RegExp(`^${pattern}`).exec(text);
  if (!found) return undefined;
  const [whole, sign, hours, minutes = '0', seconds = '0'] = found;
  if (Number(hours) > 24) return 'time zone offset hour';
  if (Number(minutes) > 60) return 'time zone offset minute';
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  read.offset = sign === '-' ? -size : size;
  return whole.length;
}
