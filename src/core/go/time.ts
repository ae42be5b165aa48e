/**
 * Which texts Go's time package reads as times (`time/format.go`, Parse). Charts hold times, but
 * nothing here computes with them.
 */

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d):(?<second>\d\d)(?:[.,]\d+)?`;
const ZONE = String.raw`(?:Z|[-+](?<zoneHour>\d\d):(?<zoneMinute>\d\d))`;
const RFC_3339 = new RegExp(
  String.raw`^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T${CLOCK}${ZONE}$`,
);

/**
 * Whether encoding/json reads a text into a `time.Time`: RFC 3339, though with a comma or an hour
 * of one digit too (`time/format_rfc3339.go`).
 */
export function isJsonTime(text: string): boolean {
  return isTime(RFC_3339.exec(text)?.groups);
}

/**
 * Whether the parts of a time, as a regular expression found them, are in the ranges that Go takes;
 * a part that is absent is. There are no leap seconds, but a zone may be 24 hours away.
 */
export function isTime(parts: Record<string, string | undefined> | undefined): boolean {
  if (!parts) return false;
  const number = (name: string) => Number(parts[name] ?? 0);
  return (
    number('day') >= 1 &&
    number('day') <= daysIn(number('year'), number('month')) &&
    number('hour') < 24 &&
    number('minute') < 60 &&
    number('second') < 60 &&
    number('zoneHour') <= 24 &&
    number('zoneMinute') <= 60
  );
}

/** 0 if there is no such month. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
