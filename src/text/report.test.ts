import { expect, test } from 'vitest';
import { ChartroomError, type ErrorRecord } from '../core/errors.ts';
import { errorReport } from './report.ts';

test('says what was thrown where, and what caused it, without credentials', () => {
  const cause = new TypeError('no https://jane:secret@r.example/v2/');
  const error = ChartroomError.from(cause);
  const copy = ChartroomError.fromJSON(JSON.parse(JSON.stringify(error)) as ErrorRecord);
  for (const each of [error, copy]) {
    const report = errorReport(each);
    expect(report).toMatch(
      /^ChartroomError: internal \{message: "no .*"\}\n {4}at .*errors\.ts:\d+:\d+/,
    );
    expect(report).toMatch(
      /\nCaused by TypeError: no https:\/\/…@r\.example\/v2\/\n {4}at .*report\.test\.ts:\d+:\d+/,
    );
    expect(report).not.toContain('secret');
  }
});

test('reads the stacks of Firefox and Safari, which begin with the first frame', () => {
  const error = new ChartroomError('internal', { message: 'x' });
  error.stack = 'pack@https://c.example/a.js:1:20\n@https://c.example/b.js:3:4\n';
  expect(errorReport(error)).toBe(
    'ChartroomError: internal {message: "x"}\n' +
      'pack@https://c.example/a.js:1:20\n@https://c.example/b.js:3:4',
  );
});
