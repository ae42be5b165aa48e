import type { Config, Key, Subkey } from 'openpgp';
import type { OpenPgpLibrary } from './openpgp.ts';
import type { KeyState, Signer } from './verdict.ts';

/** The key's fingerprint, and its user IDs without characters that could disturb a page's text. */
export function signerOf(key: Key): Signer {
  return {
    userIds: key.getUserIDs().map((id) => id.replace(/\p{C}/gu, '')),
    fingerprint: key.getFingerprint().toUpperCase(),
  };
}

/**
 * Whether `signing`, the key itself or a part of it, may sign today. As in Helm (go-crypto
 * `checkMessageSignatureDetails`) the current day counts, not the day of the signature, since a
 * stolen key can sign with any date.
 */
export async function keyState(
  { config }: OpenPgpLibrary,
  key: Key,
  signing: Key | Subkey,
): Promise<KeyState> {
  if ((await key.isRevoked()) || (await isSubkeyRevoked(key, signing))) return { state: 'revoked' };
  for (const owner of [key, signing]) {
    const expires = await owner.getExpirationTime();
    if (expires instanceof Date && expires <= new Date()) {
      return { state: 'expired', since: expires };
    }
  }
  // A curve that isn't in the standard is as strong as the others.
  const anyCurve = { ...config, rejectCurves: new Set() } as Config;
  const words = await unfitness(key, signing, anyCurve);
  if (words === undefined) return { state: 'valid' };
  const anyStrength = { ...anyCurve, minRSABits: 0, rejectPublicKeyAlgorithms: new Set() };
  const isWeak = (await unfitness(key, signing, anyStrength as Config)) === undefined;
  return { state: isWeak ? 'weak' : 'unfit', words };
}

/** Why a key can't sign today, in OpenPGP.js's words; undefined if it can. */
async function unfitness(
  key: Key,
  signing: Key | Subkey,
  config: Config,
): Promise<string | undefined> {
  try {
    await key.getSigningKey(signing.getKeyID(), undefined, undefined, config);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

async function isSubkeyRevoked(key: Key, signing: Key | Subkey): Promise<boolean> {
  const subkey = key.subkeys.find((one) => one === signing);
  if (!subkey) return false;
  // Any revocation counts: the types require a specific one, the library doesn't.
  const any = null as never;
  return subkey.isRevoked(any, any);
}
