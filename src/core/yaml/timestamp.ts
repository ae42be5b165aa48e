import { isTime } from '../go/time.ts';

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2}):(?<second>\d{1,2})(?:[.,]\d+)?`;
const ZONE = String.raw`(?:Z|[-+](?<zoneHour>\d\d):(?<zoneMinute>\d\d))`;
const DATE = String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`;
const FORMATS = [`[Tt]${CLOCK}${ZONE}`, ` +${CLOCK}`, ''].map(
  (rest) => new RegExp(`^${DATE}${rest}$`),
);

/** Whether `!!timestamp` takes a text (yaml.v2 `resolve.go`, parseTimestamp). */
export function isTimestamp(text: string): boolean {
  return FORMATS.some((format) => isTime(format.exec(text)?.groups));
}
