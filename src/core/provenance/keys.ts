import type { Key } from 'openpgp';
import { ChartroomError, type KeyFault } from '../errors.ts';
import type { OpenPgpLibrary } from './openpgp.ts';
import { bytesOf } from '../read-blob.ts';

/** A file of keys that a person chose, or text that was pasted. */
export interface KeyFile {
  name: string;
  content: Blob;
}

/** A keyring of thousands of keys has some megabytes. */
const MAX_SIZE = 16 * 1024 * 1024;
const ARMORED = /-----BEGIN PGP PUBLIC KEY BLOCK-----[^]*?-----END PGP PUBLIC KEY BLOCK-----/g;
const PRIVATE = '-----BEGIN PGP PRIVATE KEY BLOCK-----';
/** Where a GnuPG keybox has its magic number (GnuPG `kbx/keybox-blob.c`). */
const KEYBOX = { offset: 8, magic: 'KBXf' };

/**
 * The keys in a file: armored, in any number of blocks, or binary like the output of `gpg --export`
 * and the old `pubring.gpg`. Anything else is `key.unreadable`, including private keys, which don't
 * belong on a page. A file that has been deleted meanwhile is `file.unreadable`.
 */
export async function readKeyFile(openpgp: OpenPgpLibrary, file: KeyFile): Promise<Key[]> {
  const { name, content } = file;
  const fault = (reason: KeyFault, cause?: unknown) =>
    new ChartroomError('key.unreadable', { name, reason }, { cause });
  if (content.size > MAX_SIZE) throw fault('too-large');
  const bytes = await bytesOf(content).catch((cause: unknown) => {
    throw new ChartroomError('file.unreadable', { path: name }, { cause });
  });
  const text = new TextDecoder('latin1').decode(bytes);
  if (text.startsWith(KEYBOX.magic, KEYBOX.offset)) throw fault('keybox');
  if (text.includes(PRIVATE)) throw fault('private');
  const blocks = text.match(ARMORED);
  // Every packet of OpenPGP begins with a byte above 127 (RFC 9580, section 4.2), no text does.
  if (!blocks && (bytes[0] ?? 0) < 128) throw fault('no-key');
  let keys: Key[];
  try {
    const read = blocks?.map((armoredKeys) => openpgp.readKeys({ armoredKeys }));
    keys = (await Promise.all(read ?? [openpgp.readKeys({ binaryKeys: bytes })])).flat();
  } catch (cause) {
    throw fault('damaged', cause);
  }
  if (keys.some((key) => key.isPrivate())) throw fault('private');
  return keys;
}
