import { describe, expect, it } from 'vitest';
import { openKept, readKept, type KeptRepository } from '../../../tests/support/attached.ts';
import type { Digest } from '../digest.ts';
import type { AttachedCheck } from './check.ts';
import { checkAttachments } from './check-attachment.ts';
import { listAttached } from './list.ts';
import { readTrust } from './trust.ts';

/** Checks what is attached in a kept repository, with some of the keys and certificates there. */
async function check(kept: KeptRepository, names: string[], about: Digest = kept.subject) {
  const place = await openKept(kept);
  const { entries } = await listAttached(place, kept.subject);
  const trust = await readTrust(
    names.map((name) => ({ name, content: new Blob([kept.trust[name] ?? '']) })),
  );
  const rows = entries.map((entry) => ({ ...entry, subject: about }));
  const checks = await checkAttachments(rows, place, trust);
  return [...checks.values()].flat();
}

/** The same repository with its layers changed. */
function altered(kept: KeptRepository, change: (bytes: Buffer) => Buffer): KeptRepository {
  const blobs = Object.entries(kept.blobs).map(([digest, content]) => {
    return [digest, change(Buffer.from(content, 'base64')).toString('base64')] as const;
  });
  return { ...kept, blobs: Object.fromEntries(blobs) };
}

/** What came of each check, in a word. */
const words = (checks: readonly AttachedCheck[]) =>
  checks.map((one) => ('by' in one ? one.by : 'reason' in one ? one.reason : one.state)).sort();
const times = (n: number, word: string) => Array.from({ length: n }, () => word);

const OTHER: Digest = `sha256:${'0'.repeat(64)}`;

describe('signatures of notation', () => {
  const kept = readKept('notation');
  const states = async (names: string[], from = kept) =>
    (await check(from, names)).map((one) => ('reason' in one ? one.reason : one.state)).sort();

  it('are verified by the certificate of the signer, or the one that issued it', async () => {
    expect(await states(['jws-root.crt'])).toEqual(['not-by-given', 'verified']);
    expect(await states(['jws-leaf.crt'])).toEqual(['not-by-given', 'verified']);
    expect(await states(['cose-root.crt', 'jws-leaf.crt'])).toEqual(['verified', 'verified']);
    const [first] = await check(kept, ['jws-root.crt', 'cose-root.crt']);
    expect(first?.certificate?.subject).toContain('CN=');
  });

  it('aren’t checked as long as nothing is given', async () => {
    expect(await states([])).toEqual(['nothing-given', 'nothing-given']);
  });

  it('that are about another artifact are told as that', async () => {
    const found = await check(kept, Object.keys(kept.trust), OTHER);
    expect(found.map(({ state }) => state)).toEqual(['other-artifact', 'other-artifact']);
  });

  it('are bad when a letter of what was signed is another one', async () => {
    const swapped = altered(kept, (bytes) => {
      // In JSON the signed part is base64; in CBOR the text lies there as it is.
      const json = bytes.toString('latin1');
      const at = json.includes('"protected":"')
        ? json.indexOf('"protected":"') + 40
        : json.indexOf('signingTime') - 1;
      bytes[at + 24] = (bytes[at + 24] ?? 0) === 65 ? 66 : 65;
      return bytes;
    });
    for (const state of await states(Object.keys(kept.trust), swapped)) {
      expect(['bad', 'unknown-form']).toContain(state);
    }
  });

  it('that are cut off anywhere are of an unknown form', async () => {
    for (const share of [0, 0.1, 0.5, 0.9, 0.999]) {
      const cut = altered(kept, (bytes) => bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(await states(Object.keys(kept.trust), cut)).toEqual(['unknown-form', 'unknown-form']);
    }
  });
});

describe.each(['cosign', 'cosign-bundle'])('signatures of cosign (%s)', (name) => {
  const kept = readKept(name);
  const all = Object.keys(kept.trust);

  it('are verified by every kind of key, and so is what is attested', async () => {
    const by = [...all, 'p256.pub'].sort();
    expect(words(await check(kept, all))).toEqual(by);
    const found = await check(kept, ['p256.pub']);
    expect(words(found)).toEqual([...times(3, 'not-by-given'), ...times(2, 'p256.pub')]);
    expect(found.map(({ predicateType }) => predicateType)).toContain('https://spdx.dev/Document');
  });

  it('aren’t checked as long as nothing is given', async () => {
    expect(words(await check(kept, []))).toEqual(times(5, 'nothing-given'));
  });

  it('that are about another artifact are told as that', async () => {
    expect(words(await check(kept, all, OTHER))).toEqual(times(5, 'other-artifact'));
  });

  it('are nobody’s when what was signed was changed', async () => {
    const swapped = altered(kept, (bytes) => {
      const text = bytes.toString();
      const at = text.indexOf('"payload":"');
      // The statement in base64 with another name, or the payload itself with a blank more.
      if (at < 0) return Buffer.from(text.replace('"critical":', '"critical": '));
      const [, payload = ''] = /"payload":"([^"]*)"/.exec(text) ?? [];
      const other = Buffer.from(payload, 'base64')
        .toString()
        .replace('"predicate":', '"predicate" :');
      return Buffer.from(text.replace(payload, Buffer.from(other).toString('base64')));
    });
    expect(words(await check(swapped, all))).toEqual(times(5, 'not-by-given'));
  });

  it('that are cut off anywhere are of an unknown form', async () => {
    for (const share of [0, 0.3, 0.9]) {
      const cut = altered(kept, (bytes) => bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(words(await check(cut, all))).toEqual(times(5, 'unknown-form'));
    }
  });
});
