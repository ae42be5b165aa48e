import type { Digest } from '../digest.ts';
import { isRecord, parseJson } from '../json.ts';
import { fromBase64 } from './base64.ts';
import { readCertificate } from './certificate.ts';
import type { AttachedCheck } from './check.ts';
import { annotatedFacts, checkKeys, type SigningFacts } from './simple-signing.ts';
import type { Trust } from './trust.ts';

const IN_TOTO = 'application/vnd.in-toto+json';

/**
 * Checks a bundle of sigstore (sigstore/protobuf-specs, `Bundle`, v0.1 to v0.3) whose content is a
 * DSSE envelope with an in-toto statement, as cosign makes them for artifacts in registries.
 */
export async function checkBundle(
  text: string,
  subject: Digest,
  trust: Trust,
): Promise<AttachedCheck> {
  const bundle = record(parseJson(text));
  const material = record(bundle['verificationMaterial']);
  const facts = {
    certificate: readLeaf(material),
    logged: list(material['tlogEntries']).length > 0,
  };
  return checkEnvelope(record(bundle['dsseEnvelope']), subject, trust, facts);
}

/** Checks an attestation as cosign before 3.0 stores it: the envelope is the layer. */
export async function checkAttestation(
  text: string,
  annotations: Readonly<Record<string, string>>,
  subject: Digest,
  trust: Trust,
): Promise<AttachedCheck> {
  return checkEnvelope(record(parseJson(text)), subject, trust, annotatedFacts(annotations));
}

/** Checks a DSSE envelope with an in-toto statement (in-toto/attestation, spec/v1). */
async function checkEnvelope(
  envelope: Record<string, unknown>,
  subject: Digest,
  trust: Trust,
  facts: SigningFacts,
): Promise<AttachedCheck> {
  const [first] = list(envelope['signatures']);
  const signature = fromBase64(record(first)['sig']);
  const payload = fromBase64(envelope['payload']);
  if (!signature || !payload || envelope['payloadType'] !== IN_TOTO) {
    return { state: 'not-checked', reason: 'unknown-form', ...facts };
  }
  const statement = record(parseJson(new TextDecoder().decode(payload)));
  const { predicateType } = statement;
  const about = {
    ...facts,
    predicateType: typeof predicateType === 'string' ? predicateType : undefined,
  };
  const signs = list(statement['subject']).map((one) => digestIn(record(one)));
  if (!signs.includes(subject)) {
    return { state: 'other-artifact', signs: signs.filter(Boolean).join(', '), ...about };
  }
  const data = preAuthenticated(IN_TOTO, payload);
  return { ...(await checkKeys(signature, data, trust.keys, facts.certificate)), ...about };
}

/**
 * What a DSSE envelope's signature is over: type and payload with their lengths
 * (secure-systems-lab/dsse, protocol.md, "PAE").
 */
function preAuthenticated(type: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`DSSEv1 ${type.length} ${type} ${payload.length} `);
  const data = new Uint8Array(head.length + payload.length);
  data.set(head);
  data.set(payload, head.length);
  return data;
}

/** The certificate alone since v0.3, the first of a chain before. */
function readLeaf(material: Record<string, unknown>) {
  const [first] = list(record(material['x509CertificateChain'])['certificates']);
  const one = record(material['certificate'] ?? first);
  const der = fromBase64(one['rawBytes']);
  return der && readCertificate(der);
}

/** The digest that a subject of a statement names, in the form of registries. */
function digestIn({ digest }: Record<string, unknown>): string {
  const { sha256, sha512 } = record(digest);
  if (typeof sha256 === 'string') return `sha256:${sha256.toLowerCase()}`;
  return typeof sha512 === 'string' ? `sha512:${sha512.toLowerCase()}` : '';
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
