import { expect, test } from 'vitest';
import { formatDuration, parseDuration, roundDuration } from './duration.ts';
import { formatTime } from './layout.ts';
import { momentOf, show, ZERO } from './moment.ts';
import { parseTime } from './parse.ts';
import { loadZone, UTC, type Zone } from './zone.ts';

// tests/interop/functions-parity.test.ts asks Go about times, layouts and durations at random.

const berlin = loadZone('Europe/Berlin') as Zone;

test('a time in its zone, in summer and in winter', () => {
  const summer = parseTime('2006-01-02T15:04:05Z07:00', '2024-07-01T10:00:00Z', UTC);
  const layout = 'Mon Jan _2 15:04:05.000 -07:00 MST 2006';
  expect(formatTime({ ...summer, zone: berlin }, layout)).toBe(
    'Mon Jul  1 12:00:00.000 +02:00 CEST 2024',
  );
  const winter = momentOf({ ...show(summer), month: 1, hour: 11 }, berlin);
  expect(formatTime(winter, 'Z07:00 MST')).toBe('+01:00 CET');
});

test('years before the first, and the zero time', () => {
  expect(formatTime(ZERO, '2006-01-02 Monday 002')).toBe('0001-01-01 Monday 001');
  const older = { ...ZERO, nanoseconds: ZERO.nanoseconds - 1n };
  expect(formatTime(older, '2006-01-02 15:04:05.999999999')).toBe('0000-12-31 23:59:59.999999999');
});

test('no zone', () => {
  const names = ['Mars/Phobos', 'europe/berlin', '+03:00', '../etc/passwd'];
  expect(names.map(loadZone)).toEqual(Array(4).fill(undefined));
});

test.each([
  ['2006-01-02', '2023-02-29', 'parsing time "2023-02-29": day out of range'],
  ['2006-01-02', '2023', 'parsing time "2023" as "2006-01-02": cannot parse "" as "-"'],
  ['15:04', '10:20 ', 'parsing time "10:20 ": extra text: " "'],
])('a text that is no time by %s: %j', (layout, text, message) => {
  expect(() => parseTime(layout, text, UTC)).toThrow(message);
});

test('durations', () => {
  const written = ['1h2m3.5s', '-1.5ms', '0', '90s', '2562047h47m16.854775807s', '1us'];
  expect(written.map((text) => formatDuration(parseDuration(text)))).toEqual([
    ...['1h2m3.5s', '-1.5ms', '0s', '1m30s', '2562047h47m16.854775807s', '1µs'],
  ]);
  expect(() => parseDuration('1d')).toThrow('time: unknown unit "d" in duration "1d"');
  expect(() => parseDuration('5')).toThrow('time: missing unit in duration "5"');
  expect(roundDuration(-1500n, 1000n)).toBe(-2000n);
});
