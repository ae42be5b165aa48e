import { expect, test } from 'vitest';
import type { FileHashCheck } from './provenance.ts';
import { verdictOf, type SignatureCheck, type Verdict } from './verdict.ts';

const MATCHES: FileHashCheck = { state: 'matches', name: 'a.tgz' };
const DIFFERS: FileHashCheck = {
  state: 'differs',
  name: 'a.tgz',
  stated: '',
  actual: `sha256:${'0'.repeat(64)}`,
};
const UNLISTED: FileHashCheck = { state: 'not-listed', name: 'a.tgz', listed: [] };

const signer = { userIds: ['Ann'], fingerprint: 'AB' };
const made = new Date(0);
const keyId = 'CD';
const GOOD: SignatureCheck & { state: 'good' } = {
  ...{ state: 'good', keyId, signer, made, hash: 'SHA512', weak: false },
  key: { state: 'valid' },
};
const BAD: SignatureCheck = { state: 'bad', keyId, signer };
const UNKNOWN: SignatureCheck = { state: 'unknown-key', keyId };
const UNSUPPORTED: SignatureCheck = {
  ...{ state: 'unsupported', keyId, signer },
  ...{ reason: 'openpgp', words: 'a curve' },
};
const REVOKED: SignatureCheck = { ...GOOD, key: { state: 'revoked' } };

test.each<[Verdict, FileHashCheck, SignatureCheck[] | undefined]>([
  ['not-checked', MATCHES, undefined],
  ['archive-differs', DIFFERS, undefined],
  ['archive-not-listed', UNLISTED, undefined],
  ['verified', MATCHES, [GOOD]],
  ['archive-differs', DIFFERS, [GOOD]],
  ['archive-not-listed', UNLISTED, [GOOD]],
  ['archive-differs', DIFFERS, [UNKNOWN]],
  ['signature-bad', MATCHES, [BAD]],
  // An altered text may contain the digest of an altered archive, or any other digest.
  ['signature-bad', DIFFERS, [BAD]],
  ['unknown-key', MATCHES, [UNKNOWN]],
  ['signature-unsupported', MATCHES, [UNSUPPORTED]],
  ['signature-weak', MATCHES, [{ ...GOOD, weak: true }]],
  ['signature-expired', MATCHES, [{ ...GOOD, expired: made }]],
  ['signature-premature', MATCHES, [{ ...GOOD, premature: true }]],
  ['signature-premature', MATCHES, [{ ...GOOD, premature: true }, GOOD]],
  ['key-expired', MATCHES, [{ ...GOOD, key: { state: 'expired', since: made } }]],
  ['key-revoked', MATCHES, [{ ...REVOKED, weak: true }]],
  ['key-unfit', MATCHES, [{ ...GOOD, key: { state: 'unfit', words: 'too short' } }]],
  ['key-weak', MATCHES, [{ ...GOOD, key: { state: 'weak', words: 'too short' } }]],
  // Only the first signature by a known key counts, as in Helm.
  ['verified', MATCHES, [UNKNOWN, GOOD, REVOKED]],
  ['key-revoked', MATCHES, [UNKNOWN, REVOKED, GOOD]],
  ['verified', MATCHES, [GOOD, BAD]],
  ['signature-bad', MATCHES, [BAD, GOOD]],
  ['key-revoked', MATCHES, [UNKNOWN, REVOKED]],
])('%s', (verdict, archive, signatures) => {
  expect(verdictOf(archive, signatures)).toBe(verdict);
});
