import type { Key, SignaturePacket, Subkey } from 'openpgp';
import type { ClearSigned } from './clear-sign.ts';
import { ChartroomError } from '../errors.ts';
import { keyState, signerOf } from './key-state.ts';
import { readKeyFile, type KeyFile } from './keys.ts';
import type { OpenPgpLibrary } from './openpgp.ts';
import type { SignatureCheck, SignatureFault } from './verdict.ts';

/** Real ones have one signature. */
const MAX_SIGNATURES = 16;

/** OpenPGP.js's messages for a signature that doesn't match text and key. */
const MISMATCH = new Set(['Signed digest did not match', 'Signature verification failed']);

/** Verifies signatures, in a worker of its own or in place. */
export interface SignatureVerifier {
  /**
   * Checks every signature of a clear-signed text against the keys given. Errors:
   * `key.unreadable`, `provenance.invalid`, `signature.unavailable`.
   */
  verify(message: ClearSigned, keys: KeyFile[]): Promise<SignatureCheck[]>;
}

/** A verifier that works in place, with OpenPGP.js. */
export function createVerifier(openpgp: OpenPgpLibrary): SignatureVerifier {
  return {
    async verify({ plaintext, signature }, files) {
      const keys = (await Promise.all(files.map((file) => readKeyFile(openpgp, file)))).flat();
      const packets = await readPackets(openpgp, signature);
      return Promise.all(packets.map((packet) => check(openpgp, plaintext, packet, keys)));
    },
  };
}

async function readPackets(openpgp: OpenPgpLibrary, armor: string): Promise<SignaturePacket[]> {
  const invalid = (cause?: unknown) =>
    new ChartroomError('provenance.invalid', { reason: 'signature' }, { cause });
  let packets: SignaturePacket[];
  try {
    const { signature } = openpgp.enums.packet;
    const read = await openpgp.readSignature({ armoredSignature: armor });
    packets = read.packets.filterByTag(signature) as SignaturePacket[];
  } catch (cause) {
    throw invalid(cause);
  }
  if (packets.length === 0 || packets.length > MAX_SIGNATURES) throw invalid();
  return packets;
}

async function check(
  openpgp: OpenPgpLibrary,
  plaintext: string,
  packet: SignaturePacket,
  keys: readonly Key[],
): Promise<SignatureCheck> {
  const keyId = packet.issuerKeyID.toHex().toUpperCase();
  // A key ID has only 64 bits, so two keys can have the same one.
  const candidates = keys.flatMap((key) =>
    key.getKeys(packet.issuerKeyID).map((signing) => ({ key, signing })),
  );
  const [first] = candidates;
  if (!first) return { keyId, state: 'unknown-key' };
  let unsupported: SignatureFault | undefined;
  for (const { key, signing } of candidates) {
    const fault = await faultOf(openpgp, plaintext, packet, signing);
    if (!fault) {
      return {
        ...describe(openpgp, packet, key),
        keyId,
        key: await keyState(openpgp, key, signing),
      };
    }
    if (fault.reason !== 'openpgp' || !MISMATCH.has(fault.words)) unsupported ??= fault;
  }
  const signer = signerOf(first.key);
  if (unsupported === undefined) return { keyId, state: 'bad', signer };
  return { keyId, state: 'unsupported', signer, ...unsupported };
}

/**
 * Why this isn't a signature of this text by this key; undefined if it is. Its hash function and
 * date are judged elsewhere.
 */
async function faultOf(
  openpgp: OpenPgpLibrary,
  plaintext: string,
  packet: SignaturePacket,
  { keyPacket }: Key | Subkey,
): Promise<SignatureFault | undefined> {
  const { signatureType: type, created } = packet;
  const { text, binary } = openpgp.enums.signature;
  if ((type !== text && type !== binary) || !created) return { reason: 'not-of-text' };
  // A signed text has CRLF at its line ends (RFC 9580, section 7.2).
  const message = await openpgp.createMessage({ text: plaintext.replaceAll('\n', '\r\n') });
  const [literal] = message.packets;
  const anyHash = { rejectHashAlgorithms: new Set(), rejectMessageHashAlgorithms: new Set() };
  try {
    const config = { ...openpgp.config, ...anyHash } as typeof openpgp.config;
    await packet.verify(keyPacket, type, literal as object, created, true, config);
    return undefined;
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    return { reason: 'openpgp', words };
  }
}

function describe(openpgp: OpenPgpLibrary, packet: SignaturePacket, key: Key) {
  const { hashAlgorithm, created } = packet;
  const expires = packet.getExpirationTime();
  return {
    state: 'good' as const,
    signer: signerOf(key),
    made: created ?? new Date(0),
    hash: hashName(openpgp, hashAlgorithm),
    weak: hashAlgorithm === null || openpgp.config.rejectMessageHashAlgorithms.has(hashAlgorithm),
    expired: expires instanceof Date && expires <= new Date() ? expires : undefined,
    premature: created !== null && created > new Date(),
  };
}

function hashName({ enums }: OpenPgpLibrary, algorithm: number | null): string | number | null {
  const entry = Object.entries(enums.hash).find(([, number]) => number === algorithm);
  return entry?.[0].toUpperCase() ?? algorithm;
}
