import type { FileHashCheck } from './provenance.ts';

/** The owner of the key that made a signature. */
export interface Signer {
  /** The owner's names as written in the key, which only the owner vouches for. */
  userIds: string[];
  /** The primary key's, in upper-case hexadecimal, for people to compare. */
  fingerprint: string;
}

/** Whether a key may sign now, which is what `helm verify` requires. */
export type KeyState =
  | { state: 'valid' }
  | { state: 'expired'; since: Date }
  | { state: 'revoked' }
  /** Too short, or of an algorithm that isn't trusted any more; `words` are OpenPGP.js's. */
  | { state: 'weak'; words: string }
  /** The key isn't meant for signing, or isn't properly bound to its owner; `words` likewise. */
  | { state: 'unfit'; words: string };

/** Why a signature can't be checked here. */
export type SignatureFault =
  | { reason: 'not-of-text' }
  /** `words` are OpenPGP.js's. */
  | { reason: 'openpgp'; words: string };

/** The result of checking one signature. */
export type SignatureCheck = { keyId: string } & (
  | { state: 'unknown-key' }
  /** The text isn't the signed one, or the signature itself was altered. */
  | { state: 'bad'; signer: Signer }
  /** The key is there, but this kind of key or signature can't be checked. */
  | ({ state: 'unsupported'; signer: Signer } & SignatureFault)
  | {
      /** This key signed this very text; the fields below qualify that. */
      state: 'good';
      signer: Signer;
      made: Date;
      /**
       * The hash function of the signature, such as `SHA512`; its OpenPGP number if it has no name.
       */
      hash: string | number | null;
      /** The hash function is broken: the same signature could be made to match another text. */
      weak: boolean;
      /** The signature's own expiry date, if it has passed. */
      expired?: Date | undefined;
      /**
       * The signature is dated in the future, which helm treats as expired (go-crypto, SigExpired).
       */
      premature?: boolean | undefined;
      key: KeyState;
    }
);

/** A chart's provenance in a word: the gravest result. */
export type Verdict =
  | 'verified'
  /** No key was given, so only the archive's hash was looked at. */
  | 'not-checked'
  | 'unknown-key'
  | 'signature-bad'
  | 'signature-unsupported'
  | 'signature-weak'
  | 'signature-expired'
  | 'signature-premature'
  | 'key-expired'
  | 'key-revoked'
  | 'key-weak'
  | 'key-unfit'
  | 'archive-differs'
  | 'archive-not-listed';

/**
 * The verdict on a provenance, from its archive's hash and from its signatures if they were
 * checked. As in Helm, the first signature by a key that was given decides, whatever others there
 * are (go-crypto `openpgp/read.go`, verifyDetachedSignature).
 */
export function verdictOf(archive: FileHashCheck, signatures?: readonly SignatureCheck[]): Verdict {
  const verdicts = signatures?.map(verdictOn) ?? [];
  const [any = 'not-checked'] = verdicts;
  const first = verdicts.find((verdict) => verdict !== 'unknown-key') ?? any;
  // An altered text may name any archive.
  if (first === 'signature-bad') return first;
  if (archive.state === 'differs') return 'archive-differs';
  if (archive.state === 'not-listed') return 'archive-not-listed';
  return first;
}

function verdictOn(check: SignatureCheck): Verdict {
  if (check.state === 'unknown-key') return 'unknown-key';
  if (check.state !== 'good') return `signature-${check.state}`;
  if (check.key.state !== 'valid') return `key-${check.key.state}`;
  if (check.weak) return 'signature-weak';
  if (check.premature) return 'signature-premature';
  return check.expired ? 'signature-expired' : 'verified';
}
