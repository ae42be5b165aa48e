import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import { bytesOf } from '../read-blob.ts';

/** The digests of the registered algorithms (image-spec, descriptor.md "Registered Algorithms"). */
const REGISTERED = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const REGISTERED_ALGORITHM = /^sha(?:256|512):/;
/** The grammar of all digests (image-spec, descriptor.md "Digests"). */
const GRAMMAR = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;

/** Whether `text` is a digest of an algorithm that the image-spec registers: it can be verified. */
export function isDigest(text: string): text is Digest {
  return REGISTERED.test(text);
}

/**
 * Whether `text` is a digest of any algorithm. One of an unknown algorithm is valid (image-spec,
 * descriptor.md "Digests"): it names content, which can be asked for and deleted, but not used.
 */
export function isAnyDigest(text: string): text is Digest {
  return REGISTERED_ALGORITHM.test(text) ? REGISTERED.test(text) : GRAMMAR.test(text);
}

/** `text` as a digest, or `digest.unsupported`: content that can't be verified isn't used. */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw new ChartroomError('digest.unsupported', { digest: text });
  return text;
}

/** A digest without its algorithm. */
export function hexOf(digest: Digest): string {
  return digest.slice(digest.indexOf(':') + 1);
}

/**
 * The digest of `content`, with the algorithm of `like`, by default SHA-256. `digest.unsupported` if
 * that algorithm is unknown.
 */
export async function digestOf(content: Blob | BufferSource, like?: Digest): Promise<Digest> {
  if (like !== undefined) parseDigest(like);
  const bytes = content instanceof Blob ? await bytesOf(content) : content;
  const algorithm = like?.startsWith('sha512:') ? 'sha512' : 'sha256';
  return `${algorithm}:${toHex(await hash(algorithm, bytes))}`;
}

/**
 * Hashes with WebCrypto where it is available. A page that is served over plain http from another
 * machine doesn't have it (it isn't a secure context), and loads the same hash in JavaScript.
 */
async function hash(algorithm: 'sha256' | 'sha512', bytes: BufferSource): Promise<Uint8Array> {
  const { subtle } = crypto;
  if (subtle) {
    const name = algorithm === 'sha256' ? 'SHA-256' : 'SHA-512';
    return new Uint8Array(await subtle.digest(name, bytes));
  }
  const { sha256, sha512 } = await import('@noble/hashes/sha2.js');
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  return algorithm === 'sha256' ? sha256(view) : sha512(view);
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
