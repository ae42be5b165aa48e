/** What is dropped from metadata, against the tables of Go, which Helm goes by. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sanitise } from '../../src/core/chart/sanitise.ts';
import { hasGo, runGo } from '../support/go.ts';

const [version = '', letters = ''] = hasGo ? runGo('printable', '', '-all').split('\n') : [];
const isSame = version === '15.0.0';

test.skipIf(!isSame)('all 1,114,112 code points (needs Go with Unicode 15.0: 1.21 to 1.26)', () => {
  expect(letters).toHaveLength(0x110000);
  const different: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    const expected = { s: ' ', p: String.fromCodePoint(code) }[letters[code] as 's' | 'p'] ?? '';
    if (sanitise(String.fromCodePoint(code)) !== expected) different.push(code.toString(16));
  }
  expect(different).toEqual([]);
});

test.skipIf(!isSame)('the table is as generated (needs Go with Unicode 15.0: 1.21 to 1.26)', () => {
  const table = new URL('../../src/core/go/printable-table.ts', import.meta.url);
  expect(readFileSync(table, 'utf8')).toBe(runGo('printable'));
});
