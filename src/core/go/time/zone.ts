/** Time zones by the tables that the browser has (Go has the system's). */

export interface Zone {
  /** `UTC`, `Local`, or a name such as `Europe/Berlin`. */
  name: string;
  /** What a clock shows there at a second since 1970. */
  at(second: bigint): ZoneTime;
}

export interface ZoneTime {
  /** Seconds that it is ahead of UTC. */
  offset: number;
  /** `CET`; '' where there is none. */
  abbreviation: string;
}

export const UTC: Zone = { name: 'UTC', at: () => ({ offset: 0, abbreviation: 'UTC' }) };

/** A zone that a text only gives the offset of. */
export function fixedZone(abbreviation: string, offset: number): Zone {
  return { name: abbreviation, at: () => ({ offset, abbreviation }) };
}

const zones = new Map<string, Zone>();

/**
 * `time.LoadLocation`; undefined for a name that there is none of. Names are read as written, as on
 * a system that tells capitals apart.
 */
export function loadZone(name: string): Zone | undefined {
  if (name === '' || name === 'UTC') return UTC;
  const known = zones.get(name);
  if (known) return known;
  if (!/^[A-Z][A-Za-z]*(?:[/_+-][A-Z0-9][A-Za-z0-9]*|_of_|-au-)*$/.test(name)) return undefined;
  try {
    const zone = zoneOf(name);
    zones.set(name, zone);
    return zone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
/** The furthest that a `Date` reaches, in seconds. */
const FURTHEST = 8_640_000_000_000n;

function zoneOf(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    era: 'short',
    ...Object.fromEntries(PARTS.map((part) => [part, 'numeric'])),
  });
  return {
    name,
    at(second) {
      const clamped = second > FURTHEST ? FURTHEST : second < -FURTHEST ? -FURTHEST : second;
      const date = new Date(Number(clamped) * 1000);
      const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
      const [year = 0, month = 1, day, hour, minute, sec] = PARTS.map((part) =>
        Number(parts.get(part)),
      );
      const shown = new Date(0);
      shown.setUTCFullYear(parts.get('era') === 'BC' ? 1 - year : year, month - 1, day);
      shown.setUTCHours(hour ?? 0, minute, sec);
      const offset = Math.round((shown.getTime() - date.getTime()) / 1000);
      return { offset, abbreviation: abbreviationAt(name, date, offset) };
    },
  };
}

/** Languages that have short names of zones, each of those of its own countries. */
const LANGUAGES = ['en-US', 'en-GB', 'en-IE', 'en-AU', 'en-NZ', 'en-ZA', 'en-IN', 'ja-JP'];
/** Short names that no language has. */
const ABBREVIATIONS: Record<string, string> = {
  'Asia/Tokyo': 'JST',
  'Asia/Shanghai': 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Taipei': 'CST',
  'Asia/Seoul': 'KST',
  'Asia/Karachi': 'PKT',
  'Asia/Jakarta': 'WIB',
  'Asia/Manila': 'PST',
  'Africa/Nairobi': 'EAT',
  'Africa/Lagos': 'WAT',
  'Europe/Moscow': 'MSK',
};

/** The name as the tables of the IANA have it today: letters, or else the offset. */
function abbreviationAt(timeZone: string, date: Date, offset: number): string {
  for (const language of LANGUAGES) {
    const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' });
    const name = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value;
    // The tables have no GST, which is of Dubai, any more.
    if (name && name !== 'GST' && /^[A-Z]{3,5}$/.test(name)) return name;
  }
  return ABBREVIATIONS[timeZone] ?? offsetText(offset, '').replace(/00$/, '');
}

/** `+0100`, with `colon` between hours and minutes. */
export function offsetText(offset: number, colon: '' | ':'): string {
  const minutes = Math.trunc(Math.abs(offset) / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}${colon}${two(minutes % 60)}`;
}
