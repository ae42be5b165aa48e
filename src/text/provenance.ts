/** The words for provenance: what a verdict means, and each thing that was or wasn't checked. */
import type { MetadataCheck } from '../core/provenance/check.ts';
import type { FileHashCheck } from '../core/provenance/provenance.ts';
import type { KeyFault, ProvenanceFault } from '../core/errors.ts';
import type { SignatureCheck, SignatureFault, Verdict } from '../core/provenance/verdict.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';

/** How good or bad something is; a view gives each a sign and a hue. */
export type Mark = 'good' | 'warning' | 'error' | 'open';

/** One thing that was looked at, and what came of it. */
export interface Line {
  mark: Mark;
  subject: string;
  text: string;
}

/** A verdict in words. */
export interface VerdictWords {
  mark: Mark;
  what: string;
  why: string;
}

const HELM = 'helm verify refuses it, too.';

const VERDICTS: Record<Verdict, VerdictWords> = {
  verified: {
    mark: 'good',
    what: 'Verified',
    why: 'One of your keys signed the provenance, and this is the archive that it names.',
  },
  'not-checked': {
    mark: 'open',
    what: 'Signature not checked',
    why: 'The provenance names this archive, but anybody could have written it: give the public key of the person who should have signed it.',
  },
  'unknown-key': {
    mark: 'warning',
    what: 'Signed with a key you didn’t give',
    why: `None of the keys given made this signature, so nothing is known about it. ${HELM}`,
  },
  'signature-bad': {
    mark: 'error',
    what: 'The provenance was altered',
    why: `Its text is not what was signed. Don’t rely on anything it says. ${HELM}`,
  },
  'signature-unsupported': {
    mark: 'warning',
    what: 'The signature can’t be checked here',
    why: 'It is of a kind that this page can’t work with. Use helm verify, or gpg --verify.',
  },
  'signature-weak': {
    mark: 'warning',
    what: 'The signature is weak',
    why: 'It fits, but its hash function is broken: a forger could have made it fit. helm verify takes it all the same. Have the chart signed anew.',
  },
  'signature-expired': {
    mark: 'warning',
    what: 'The signature has expired',
    why: `It fits, but was made to last for a time that is over. ${HELM}`,
  },
  'signature-premature': {
    mark: 'warning',
    what: 'The signature is dated in the future',
    why: `It fits, but says that it was made later than this computer’s clock shows. Check the clock here; if it is right, ask the signer to check theirs and to sign again. ${HELM}`,
  },
  'key-expired': {
    mark: 'warning',
    what: 'The key has expired',
    why: `The signature fits. Ask the signer for the key as it is now: it may have been extended. ${HELM}`,
  },
  'key-revoked': {
    mark: 'error',
    what: 'The key was revoked',
    why: `The signature fits, but its owner took the key back: it may have been stolen. ${HELM}`,
  },
  'key-weak': {
    mark: 'warning',
    what: 'The key is weak',
    why: 'The signature fits, but such a key can be broken, and then anybody can sign with it. helm verify takes it all the same. Ask the signer for a stronger key, and have the chart signed anew.',
  },
  'key-unfit': {
    mark: 'error',
    what: 'The key can’t be relied on',
    why: 'The signature fits, but its key isn’t one to sign with.',
  },
  'archive-differs': {
    mark: 'error',
    what: 'This is not the archive that was signed',
    why: `The provenance names another digest: the archive was altered, or the .prov belongs to another build of it. ${HELM}`,
  },
  'archive-not-listed': {
    mark: 'error',
    what: 'The provenance doesn’t speak of this archive',
    why: `Helm looks for its exact file name there. ${HELM}`,
  },
};

/** What a verdict means. */
export function verdictWords(verdict: Verdict): VerdictWords {
  return VERDICTS[verdict];
}

/** What was found about the archive. */
export function archiveLine(check: FileHashCheck): Line {
  const subject = 'Archive';
  switch (check.state) {
    case 'matches':
      return { mark: 'good', subject, text: `${check.name} has the digest that is stated` };
    case 'differs':
      return { mark: 'error', subject, text: `${check.name} has another digest than is stated` };
    case 'not-listed': {
      const listed = check.listed.join(', ') || 'no file at all';
      return { mark: 'error', subject, text: `${check.name} isn’t listed, but ${listed}` };
    }
  }
}

/** What was found about the metadata. Helm doesn't compare it. */
export function metadataLine(check: MetadataCheck): Line {
  const subject = 'Chart.yaml';
  switch (check.state) {
    case 'same':
      return { mark: 'good', subject, text: 'The metadata stated is the chart’s own' };
    case 'differs':
      return {
        mark: 'warning',
        subject,
        text: `Differs from what is stated: ${check.fields.join(', ')}`,
      };
    case 'unreadable':
      return { mark: 'warning', subject, text: 'The metadata stated can’t be read' };
  }
}

/** What was found about the signatures; undefined where they weren't looked at. */
export function signatureLines(checks: readonly SignatureCheck[] | undefined): Line[] {
  if (!checks) return [{ mark: 'open', subject: 'Signature', text: 'Signature not checked' }];
  return checks.flatMap((check): Line[] => {
    const subject = 'Signature';
    switch (check.state) {
      case 'unknown-key':
        return [
          { mark: 'warning', subject, text: `By the key ${check.keyId}, which you didn’t give` },
        ];
      case 'bad':
        return [
          { mark: 'error', subject, text: `Doesn’t fit the text, for the key ${check.keyId}` },
        ];
      case 'unsupported':
        return [
          {
            mark: 'warning',
            subject,
            text: `Can’t be checked here: ${reasonWords(UNSUPPORTED, check)}`,
          },
        ];
      case 'good':
        return [goodLine(check), keyLine(check)];
    }
  });
}

const UNSUPPORTED: ReasonWords<SignatureFault> = {
  'not-of-text': 'not the signature of a text',
  openpgp: ({ words }) => words,
};

function hashName(hash: Good['hash']): string {
  return typeof hash === 'string' ? hash : `hash function ${hash}`;
}

type Good = SignatureCheck & { state: 'good' };

function goodLine({ made, hash, weak, expired }: Good): Line {
  const subject = 'Signature';
  const text = `Fits the text; made on ${day(made)} with ${hashName(hash)}`;
  if (weak) return { mark: 'warning', subject, text: `${text}, which is broken` };
  if (expired) return { mark: 'warning', subject, text: `${text}; it expired on ${day(expired)}` };
  return { mark: 'good', subject, text };
}

function keyLine({ key }: Good): Line {
  const subject = 'Key';
  switch (key.state) {
    case 'valid':
      return { mark: 'good', subject, text: 'In force: neither expired nor revoked' };
    case 'expired':
      return { mark: 'warning', subject, text: `Expired on ${day(key.since)}` };
    case 'revoked':
      return { mark: 'error', subject, text: 'Revoked by its owner' };
    case 'weak':
      return { mark: 'warning', subject, text: `In force, but weak: ${key.words}` };
    case 'unfit':
      return { mark: 'error', subject, text: `Not fit to sign: ${key.words}` };
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

const PROVENANCE: Record<ProvenanceFault, string> = {
  'too-large': 'it is larger than a megabyte',
  'not-text': 'it is not text in UTF-8',
  unsigned: 'it isn’t signed',
  header: 'it has a header that no clear-signed text has',
  'cut-short': 'it is cut short, its signature isn’t whole',
  'one-part': 'it has no line “...” between metadata and digests',
  files: 'it lists no files with their digests',
  signature: 'its signature can’t be read',
};

/** Why a file isn't a provenance file: the end of a sentence. */
export function provenanceFault(reason: ProvenanceFault): string {
  return PROVENANCE[reason];
}

/** Why no public key can be read from a file, and how to export one. */
export function keyFault(name: string, reason: KeyFault): { what: string; next: string } {
  const exported = 'gpg --armor --export <name or address> > key.asc';
  switch (reason) {
    case 'too-large':
      return {
        what: `${name} is larger than 16 MB.`,
        next: `Export only the signer’s key: ${exported}.`,
      };
    case 'keybox':
      return {
        what: `${name} is GnuPG’s own keybox, which can’t be read here.`,
        next: `Export the signer’s key from it: ${exported}.`,
      };
    case 'private':
      return {
        what: `${name} holds a private key. It was not used, and belongs in no web page.`,
        next: `Give the public key: ${exported}.`,
      };
    case 'no-key':
      return {
        what: `There is no public key in ${name}.`,
        next: 'A public key is a text that begins with -----BEGIN PGP PUBLIC KEY BLOCK-----, or a file as gpg --export writes it.',
      };
    case 'damaged':
      return {
        what: `${name} can’t be read to its end as a key: it is damaged, or of a kind that is no longer in use.`,
        next: `Export the signer’s key again: ${exported}.`,
      };
  }
}
