import type { Compute } from '../compute/compute.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import { isDigest } from '../oci/digest.ts';

/** A digest as an index has it, of SHA-256 in hex; some tools write `sha256:` before it. */
export function digestInIndex(told: string): Digest | undefined {
  const whole = told.includes(':') ? told : `sha256:${told}`;
  return isDigest(whole) ? whole : undefined;
}

/**
 * Compares an archive with the digest that the index has for it, if it has one. Helm ignores that
 * digest; here an archive with another one is refused (`digest.mismatch`).
 */
export async function verifyListed(
  archive: Blob,
  told: string | undefined,
  compute: Compute,
  signal?: AbortSignal,
): Promise<void> {
  if (!told) return;
  const expected = digestInIndex(told);
  if (!expected) throw new ChartroomError('digest.unsupported', { digest: told });
  const actual = await compute.digest(archive, { signal, like: expected });
  if (actual !== expected) throw new ChartroomError('digest.mismatch', { expected, actual });
}

/** What a chart repository gives without a sign-in; `index.closed` where it wants one. */
export async function anonymously<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (cause) {
    if (!isChartroomError(cause, 'auth.required')) throw cause;
    throw new ChartroomError('index.closed', { url: cause.data.url }, { cause });
  }
}
