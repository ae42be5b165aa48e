import type { FileHashCheck } from './provenance.ts';

/** Whose key made a signature. */
export interface Signer {
  /** What the key says of its owner, which nobody but the owner vouches for. */
  userIds: string[];
  /** Of the whole key, in upper-case hexadecimal: what people compare. */
  fingerprint: string;
}

/** Whether a key may be used to sign, now: what `helm verify` asks for. */
export type KeyState =
  | { state: 'valid' }
  | { state: 'expired'; since: Date }
  | { state: 'revoked' }
  /**
   * It isn't made for signing, is too weak, or isn't bound to its owner as it should be; `words`
   * are OpenPGP.js's.
   */
  | { state: 'unfit'; words: string };

/** Why a signature can't be checked here. */
export type SignatureFault =
  | { reason: 'not-of-text' }
  /** `words` are OpenPGP.js's. */
  | { reason: 'openpgp'; words: string };

/** What came of one signature. */
export type SignatureCheck = { keyId: string } & (
  | { state: 'unknown-key' }
  /** The text is not the one that was signed, or the signature itself was altered. */
  | { state: 'bad'; signer: Signer }
  /** The key is there, but its kind or that of the signature is none that can be checked. */
  | ({ state: 'unsupported'; signer: Signer } & SignatureFault)
  | {
      /** This key signed this very text; all else below qualifies that. */
      state: 'good';
      signer: Signer;
      made: Date;
      /** The hash function of the signature, `SHA512`; its number in OpenPGP where it has no name. */
      hash: string | number | null;
      /** That function has been broken: others could make the same signature fit. */
      weak: boolean;
      /** The signature itself was made to last until then, and that is past. */
      expired?: Date | undefined;
      /** It says that it was made later than now: helm calls that expired (go-crypto, SigExpired). */
      premature?: boolean | undefined;
      key: KeyState;
    }
);

/** A chart's provenance in a word: the gravest of what was found. */
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
  | 'key-unfit'
  | 'archive-differs'
  | 'archive-not-listed';

/**
 * The verdict on a provenance: of its archive, and of its signatures where they were checked.
 * One signature without fault is enough, one that is bad spoils all.
 */
export function verdictOf(archive: FileHashCheck, signatures?: readonly SignatureCheck[]): Verdict {
  const verdicts = signatures?.map(verdictOn) ?? [];
  if (verdicts.includes('signature-bad')) return 'signature-bad';
  if (archive.state === 'differs') return 'archive-differs';
  if (archive.state === 'not-listed') return 'archive-not-listed';
  if (verdicts.includes('verified')) return 'verified';
  return verdicts.find((verdict) => verdict !== 'unknown-key') ?? verdicts[0] ?? 'not-checked';
}

function verdictOn(check: SignatureCheck): Verdict {
  if (check.state === 'unknown-key') return 'unknown-key';
  if (check.state !== 'good') return `signature-${check.state}`;
  if (check.key.state !== 'valid') return `key-${check.key.state}`;
  if (check.weak) return 'signature-weak';
  if (check.premature) return 'signature-premature';
  return check.expired ? 'signature-expired' : 'verified';
}
