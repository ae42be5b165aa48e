/** The words for what is attached to an artifact, and for what its signatures are worth. */
import type { AttachedFile } from '../core/actions/attach.ts';
import type { AttachedCheck, Unchecked } from '../core/attached/check.ts';
import type { AttachmentKind } from '../core/attached/kind.ts';
import type { VerdictWords } from './provenance.ts';

const KINDS: Record<AttachmentKind, string> = {
  'cosign-signature': 'cosign signature',
  'bundle-signature': 'cosign signature (bundle)',
  'notation-signature': 'notation signature',
  attestation: 'attestation',
  spdx: 'bill of materials (SPDX)',
  cyclonedx: 'bill of materials (CycloneDX)',
  sbom: 'bill of materials',
  'provenance-file': 'Helm provenance (.prov)',
  report: 'report of a scan',
  'artifact-hub': 'Artifact Hub metadata',
  other: 'other artifact',
};

/** What an attachment is, in words. */
export function attachmentName(kind: AttachmentKind): string {
  return KINDS[kind];
}

/** The same for one line that sums all up: `2 cosign signatures, 1 attestation`. */
export function attachedSummary(kinds: readonly AttachmentKind[]): string {
  const counts = new Map<AttachmentKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, n]) => `${n} ${plural(KINDS[kind], n)}`).join(', ');
}

function plural(name: string, n: number): string {
  if (n === 1) return name;
  if (name.startsWith('bill')) return name.replace('bill', 'bills');
  if (name.startsWith('report')) return name.replace('report', 'reports');
  return name.replace(/(signature|attestation|provenance|artifact)(?= \(|$)/, '$1s');
}

const UNCHECKED: Record<Unchecked, string> = {
  'nothing-given': 'Give the public key, or the certificate, of whoever should have signed it.',
  keyless:
    'The signature was made with the key of the certificate below. Who issued that certificate, and whether it is in the transparency log, was not checked: cosign verify does that.',
  unsupported:
    'This page can’t check it here: the browser lacks the algorithm, or offers none to pages that come over plain http.',
  'too-large': 'It is too large to be checked in a page.',
  'unknown-form': 'It has a form that this page doesn’t read.',
};

/** What a check of a signature has shown. */
export function checkWords(check: AttachedCheck): VerdictWords {
  switch (check.state) {
    case 'verified':
      return {
        mark: 'good',
        what: 'Verified',
        why: `It was made with ${check.by}, and signs this artifact.`,
      };
    case 'other-artifact':
      return {
        mark: 'error',
        what: 'Signs something else',
        why: `It is about ${check.signs || 'no artifact'}, not about the one that it is attached to.`,
      };
    case 'not-by-given':
      return {
        mark: 'warning',
        what: 'Not made with what you gave',
        why: 'None of the keys and certificates given made this signature, so nothing is known about it.',
      };
    case 'bad':
      return {
        mark: 'error',
        what: 'The signature is bad',
        why: 'It doesn’t fit its own certificate: it was altered, or made with another key.',
      };
    case 'expired':
      return {
        mark: 'warning',
        what: 'Expired',
        why: `It, or the certificate that made it, was to count until ${check.at}.`,
      };
    case 'not-checked':
      return { mark: 'open', what: 'Not checked', why: UNCHECKED[check.reason] };
  }
}

/** What a check left out, to be said beside it. */
export function leftOut({ state, certificate, logged }: AttachedCheck): string | undefined {
  const left = [
    ...(logged ? ['the entry in the transparency log'] : []),
    ...(certificate && state === 'verified' ? ['revocation', 'the time of signing'] : []),
  ];
  return left.length > 0 ? `Not checked: ${left.join(', ')}.` : undefined;
}

/** What came of attaching a file. */
export function attachedWords(name: string, { descriptor, listed }: AttachedFile): string {
  const stored = `${name} is attached as ${descriptor.digest}.`;
  switch (listed) {
    case 'yes':
      return stored;
    case 'unknown':
      return `${stored} Whether the registry lists it can’t be seen from here.`;
    case 'no':
      return `${name} is stored as ${descriptor.digest}, but the list of what is attached, which this registry keeps under a tag, was written by somebody else at the same time and hasn’t got it. Attach it once more.`;
  }
}
