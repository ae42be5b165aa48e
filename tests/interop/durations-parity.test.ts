/**
 * The functions of durations, which Helm has by itself from 4.2 on, against helm: all calls are in
 * one template. `CASES=10000` asks for a long run, `SEED` for other cases.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { sprint } from '../../src/core/go/fmt/printf.ts';
import { int } from '../../src/core/go/value.ts';
import { durationFunctions } from '../../src/core/render/functions/durations.ts';
import { findPeer } from '../support/peers.ts';
import { durationText } from './functions/special.ts';

const CASES = Number(process.env['CASES'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 1);
const helm = findPeer('helm4');

const UNARY = [
  ...[
    'Seconds',
    'Milliseconds',
    'Microseconds',
    'Nanoseconds',
    'Minutes',
    'Hours',
    'Days',
    'Weeks',
  ],
].map((unit) => `duration${unit}`);
const BINARY = ['durationRoundTo', 'durationTruncateTo'];

/** An argument as a template has it, and its value. */
interface Argument {
  written: string;
  value: unknown;
}

const ofText = (text: string): Argument => ({ written: JSON.stringify(text), value: text });
const argument: fc.Arbitrary<Argument> = fc.oneof(
  { weight: 3, arbitrary: durationText.map((each) => ofText(String(each?.['string']))) },
  fc.constantFrom('2.5', ' 10 ', '1e3', 'NaN', '1e30', '', ' ', 'x', '9223372037').map(ofText),
  fc
    .bigInt(-(2n ** 34n), 2n ** 34n)
    .map((value) => ({ written: String(value), value: int(value) })),
  fc
    .double({ min: -1e11, max: 1e11, noNaN: true })
    .map((value) => ({ written: value.toExponential(), value })),
  fc.constant({ written: 'nil', value: null }),
);
const call = fc.oneof(
  fc.tuple(fc.constantFrom(...UNARY), argument),
  fc.tuple(fc.constantFrom(...BINARY), argument, argument),
);

test.skipIf(!helm)(`${CASES} calls (needs helm 4)`, { timeout: 120_000 }, () => {
  const calls = fc.sample(call, { numRuns: CASES, seed: SEED });
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-durations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: durations\nversion: 1.0.0\n');
  const lines = calls.map(
    ([name, ...args], i) =>
      `c${i}: "{{ ${name} ${args.map(({ written }) => written).join(' ')} }}"`,
  );
  writeFileSync(join(folder, 'templates/calls.yaml'), lines.join('\n'));
  const written = execFileSync(helm as string, ['template', folder], { encoding: 'utf8' });
  const theirs = [...written.matchAll(/^c\d+: "(.*)"$/gm)].map(([, result]) => result);
  const ours = calls.map(([name, ...args]) => {
    const called = durationFunctions[name]?.call as (...values: unknown[]) => unknown;
    return sprint([called(...args.map(({ value }) => value))]);
  });
  expect(theirs).toHaveLength(CASES);
  const differences = lines.filter((_, i) => ours[i] !== theirs[i]);
  console.info(`${CASES} calls, ${differences.length} differences`);
  expect(
    differences.map(
      (line) => `${line} ${ours[lines.indexOf(line)]} ${theirs[lines.indexOf(line)]}`,
    ),
  ).toEqual([]);
});
