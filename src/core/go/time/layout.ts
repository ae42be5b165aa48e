/** Layouts of times, which Go writes as one certain time: `2006-01-02 15:04:05`. */
import { PIECE, spend } from '../template/budget.ts';
import { show, type Moment, type Shown } from './moment.ts';
import { offsetText } from './zone.ts';

export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];
export const WEEKDAYS = [
  ...['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
];

/** The parts of a layout that stand for something (`time/format.go`, nextStdChunk). */
export const CHUNK = new RegExp(
  [
    ...['January', 'Jan(?![a-z])', 'Monday', 'Mon(?![a-z])', 'MST', '0[1-6]', '002', '15', '2006'],
    ...['__2', '_2(?!006)', '[1-5]', 'PM', 'pm', '[-Z]07(?:0000|:00:00|00|:00)?'],
    ...[String.raw`[.,](?:0+|9+)(?!\d)`],
  ].join('|'),
  'g',
);

export const RFC_3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';

/** `Time.Format`. */
export function formatTime(moment: Moment, layout: string): string {
  const shown = show(moment);
  return layout.replace(CHUNK, (chunk) => {
    spend(PIECE);
    return format(chunk, shown);
  });
}

function format(chunk: string, shown: Shown): string {
  const { year, month, day, hour, minute, second, weekday, yearDay } = shown;
  const monthName = MONTHS[month - 1] as string;
  const weekdayName = WEEKDAYS[weekday] as string;
  switch (chunk) {
    case 'January':
      return monthName;
    case 'Jan':
      return monthName.slice(0, 3);
    case 'Monday':
      return weekdayName;
    case 'Mon':
      return weekdayName.slice(0, 3);
    case '1':
      return String(month);
    case '01':
      return digits(month, 2);
    case '2':
      return String(day);
    case '_2':
      return String(day).padStart(2);
    case '02':
      return digits(day, 2);
    case '__2':
      return String(yearDay).padStart(3);
    case '002':
      return digits(yearDay, 3);
    case '15':
      return digits(hour, 2);
    case '3':
      return String(hour % 12 || 12);
    case '03':
      return digits(hour % 12 || 12, 2);
    case '4':
      return String(minute);
    case '04':
      return digits(minute, 2);
    case '5':
      return String(second);
    case '05':
      return digits(second, 2);
    case '2006':
      return digits(year, 4);
    case '06':
      return digits(Math.abs(year) % 100, 2);
    case 'PM':
      return hour >= 12 ? 'PM' : 'AM';
    case 'pm':
      return hour >= 12 ? 'pm' : 'am';
    case 'MST':
      return shown.abbreviation || offsetText(shown.offset, '');
    default:
      return /^[.,]/.test(chunk) ? fraction(chunk, shown) : offset(chunk, shown);
  }
}

function digits(value: number, width: number): string {
  return `${value < 0 ? '-' : ''}${String(Math.abs(value)).padStart(width, '0')}`;
}

/** `.000` has three digits, `.999` three at the most. */
function fraction(chunk: string, { nanosecond }: Shown): string {
  const all = String(nanosecond)
    .padStart(9, '0')
    .slice(0, chunk.length - 1);
  const padded = all.padEnd(chunk.length - 1, '0');
  const shownDigits = chunk[1] === '9' ? padded.replace(/0+$/, '') : padded;
  return shownDigits && `${chunk[0]}${shownDigits}`;
}

function offset(chunk: string, { offset }: Shown): string {
  if (chunk.startsWith('Z') && offset === 0) return 'Z';
  const text = offsetText(offset, chunk.includes(':') ? ':' : '');
  const form = chunk.slice(1);
  if (form === '07') return text.slice(0, 3);
  const seconds = digits(Math.abs(offset) % 60, 2);
  return form === '070000' ? text + seconds : form === '07:00:00' ? `${text}:${seconds}` : text;
}
