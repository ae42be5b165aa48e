import type { Certificate } from './certificate.ts';

/**
 * What is known of one signature. Only `verified` says that it is good; nothing here looks into a
 * transparency log or at who issued a certificate.
 */
export type AttachedCheck = SignatureVerdict & {
  /** What a statement about the artifact is about: the address of its type (in-toto). */
  predicateType?: string | undefined;
  /** The certificate that came with the signature: its claims, which nobody vouches for here. */
  certificate?: Certificate | undefined;
  /** There are entries of a transparency log with it; they aren't checked. */
  logged?: boolean | undefined;
};

export type SignatureVerdict =
  /** The key or certificate in the file `by` made it, and it signs this artifact. */
  | { state: 'verified'; by: string }
  /** It signs another artifact than the one that it is attached to. */
  | { state: 'other-artifact'; signs: string }
  /** None of the given keys, or of the given certificates, made it. */
  | { state: 'not-by-given' }
  /** The signature doesn't fit what it claims to sign. */
  | { state: 'bad' }
  /** Its maker let it expire, or the certificate was not valid when it signed. */
  | { state: 'expired'; at: string }
  | { state: 'not-checked'; reason: Unchecked };

export type Unchecked =
  /** No public key or certificate was given. */
  | 'nothing-given'
  /** Made with a certificate for a short time, whose chain would have to be checked. */
  | 'keyless'
  /** The page is no secure context, or the browser lacks the algorithm. */
  | 'unsupported'
  | 'too-large'
  /** It has another form than this page reads. */
  | 'unknown-form';
