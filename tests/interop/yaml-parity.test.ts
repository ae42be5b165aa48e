/**
 * Our reading of YAML against yaml.v2 as both helms have it (`yaml/go.mod`): whether a document is
 * taken or refused, and its value. `CASES=10000` asks for a long run of each family, `SEED` for
 * other cases, `YAML_FILES` for every file below a folder that may be YAML: a checkout of the `data`
 * branch of yaml/yaml-test-suite, or of repositories of charts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasGo } from '../support/go.ts';
import { documents, encoded, FAMILIES, mixed } from './parity/yaml-cases.ts';
import { readByHelm, readHere } from './parity/yaml-value.ts';

const CASES = Number(process.env['CASES'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 1);
const TIMEOUT = 60_000 + CASES * 100;
const FOLDER = process.env['YAML_FILES'];

/** Compares all of them; how many helm takes. */
function compare(files: readonly Uint8Array[]): number {
  const theirs = readByHelm(files);
  expect(theirs).toHaveLength(files.length);
  const differences = files.flatMap((file, i) => {
    const their = theirs[i];
    const our = readHere(file);
    const bothRefuse = our.error !== '' && their?.error !== '';
    const bothTake = our.error === their?.error && isDeepStrictEqual(our.value, their.value);
    if (bothRefuse || bothTake || their?.random) return [];
    return [{ file: Buffer.from(file).toString('latin1'), our, their }];
  });
  expect(differences.slice(0, 5)).toEqual([]);
  return theirs.filter(({ error }) => error === '').length;
}

describe.skipIf(!hasGo)(`${CASES} documents a family against yaml.v2 (needs Go)`, () => {
  const families = Object.entries(FAMILIES).map(([name, family]) => [name, documents(family)]);
  const all = [...families, ['other encodings', encoded], ['all at once', mixed]];
  test.each(all as [string, fc.Arbitrary<Uint8Array>][])(
    '%s',
    { timeout: TIMEOUT },
    (_, family) => {
      const taken = compare(fc.sample(family, { numRuns: CASES, seed: SEED }));
      console.info(`${taken} of ${CASES} taken`);
      // The generator must reach both answers, or the comparison says little.
      expect(taken).toBeGreaterThan(CASES / 20);
      expect(taken).toBeLessThan(CASES * 0.8);
    },
  );
});

test.skipIf(!hasGo || !FOLDER)('files of a folder (needs Go)', { timeout: 1_800_000 }, () => {
  const folder = FOLDER ?? '';
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json|lock|tpl|txt)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  let taken = 0;
  for (let at = 0; at < names.length; at += 1000) {
    taken += compare(names.slice(at, at + 1000).map((name) => readFileSync(name)));
  }
  console.info(`${taken} of ${names.length} taken`);
  expect(taken).toBeGreaterThan(0);
});
