/**
 * Manifests whose keys are spelled otherwise, or come twice, as Go's encoding/json reads them:
 * what the page takes, Helm must find the same in. `CASES=100000` asks for a long run.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isChartroomError } from '../../src/core/errors.ts';
import { parseManifest } from '../../src/core/oci/manifest.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { hasGo, runGo } from '../support/go.ts';

const CASES = Number(process.env['CASES'] ?? 3000);
/** The same cases each time, unless others are asked for. */
const SEED = Number(process.env['SEED'] ?? 1);

/** A key as JSON writes it: mostly as it is, else in other letters or escaped. */
function spelled(key: string): fc.Arbitrary<string> {
  const others = [
    key.toUpperCase(),
    key.replace(/^./, (letter) => letter.toUpperCase()),
    key.replace('s', '\u017f'),
    key.replace('S', '\u017f'),
    `${key} `,
  ].map((text) => JSON.stringify(text));
  const escaped = key.replace(/^./, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
  return fc.oneof(
    { weight: 40, arbitrary: fc.constant(JSON.stringify(key)) },
    fc.constantFrom(...others, `"${escaped}"`),
  );
}

/** An object with all of `always`, some of `sometimes`, and now and then a member of either twice. */
function object(
  always: Record<string, fc.Arbitrary<string>>,
  sometimes: Record<string, fc.Arbitrary<string>> = {},
): fc.Arbitrary<string> {
  const member = (key: string, value: fc.Arbitrary<string>) =>
    fc.tuple(spelled(key), value).map((pair) => pair.join(':'));
  const members = Object.entries(always).map(([key, value]) => member(key, value));
  const all = [...members, ...Object.entries(sometimes).map((entry) => member(...entry))];
  const none = fc.constant<string[]>([]);
  const more = fc.oneof(
    { weight: 9, arbitrary: none },
    fc.array(fc.oneof(...all), { maxLength: 2 }),
  );
  return fc
    .tuple(fc.tuple(...members), more)
    .map(([first, second]) => [...first, ...second])
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }))
    .map((list) => `{${list.join(',')}}`);
}

const text = (...values: string[]) => fc.constantFrom(...values.map((one) => JSON.stringify(one)));
const annotations = object({ a: text('1', '2') }, { A: text('3'), digest: text('4') });
const descriptor = object(
  {
    mediaType: text('a/b', 'c/d'),
    digest: text(...['1', '2', '3'].map((hex) => `sha256:${hex.repeat(64)}`)),
    size: fc.constantFrom('1', '2', '3'),
  },
  { annotations, urls: fc.constant('[{"digest":1}]'), platform: fc.constant('{"Digest":1}') },
);
const layers = fc.array(descriptor, { maxLength: 2 }).map((list) => `[${list.join(', ')}]`);
const manifest = object(
  { schemaVersion: fc.constant('2'), config: descriptor, layers },
  { mediaType: text(OCI_MANIFEST), annotations, Other: descriptor },
);

/** What the page finds in a manifest; undefined where it refuses it. */
function readHere(json: string) {
  try {
    const parsed = parseManifest(json, OCI_MANIFEST);
    return 'layers' in parsed ? parsed : undefined;
  } catch (error) {
    if (isChartroomError(error, 'manifest.invalid')) return undefined;
    throw error;
  }
}

test.skipIf(!hasGo)('what the page takes, Go finds the same in', () => {
  const cases = fc.sample(manifest, { numRuns: CASES, seed: SEED });
  const answers = runGo('manifest-keys', cases.join('\n'));
  // Go writes a list that holds nothing as null.
  const inGo = answers.trim().replaceAll('"layers":null', '"layers":[]').split('\n');
  expect(inGo).toHaveLength(CASES);
  let taken = 0;
  cases.forEach((json, i) => {
    const here = readHere(json);
    if (!here) return;
    taken++;
    const { config, layers, annotations } = here;
    const there: unknown = JSON.parse(inGo[i] ?? '');
    expect(there, json).toMatchObject({ config, layers, ...(annotations && { annotations }) });
  });
  // Neither all of them refused nor all of them plain.
  expect(taken / CASES).toBeGreaterThan(0.2);
  expect(taken / CASES).toBeLessThan(0.8);
});
