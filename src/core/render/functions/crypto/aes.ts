/** AES-256 in CBC mode, as sprig uses it: the password itself is the key. */
import { GoError } from '../../../go/error.ts';
import { toBytes } from '../../../go/utf8.ts';
import { joined } from './der.ts';
import { subtle, type SubtleKey } from './subtle.ts';

const BLOCK = 16;

/** The password, cut or filled with zeros to 32 bytes. */
function keyOf(password: string): Promise<SubtleKey> {
  const bytes = new Uint8Array(32);
  bytes.set(toBytes(password).subarray(0, 32));
  return subtle().importKey('raw', bytes, 'AES-CBC', false, ['encrypt', 'decrypt']);
}

/** The initial block, and what is encrypted. */
export async function encrypt(
  password: string,
  iv: Uint8Array,
  content: Uint8Array,
): Promise<Uint8Array> {
  const key = await keyOf(password);
  const start = new Uint8Array(iv);
  const algorithm = { name: 'AES-CBC', iv: start };
  const encrypted = await subtle().encrypt(algorithm, key, new Uint8Array(content));
  return joined(start, new Uint8Array(encrypted));
}

/** The content. Sprig takes off as many bytes as the last one says, without looking at them. */
export async function decrypt(password: string, encrypted: Uint8Array): Promise<Uint8Array> {
  const key = await keyOf(password);
  if (encrypted.length === BLOCK) throw new GoError('runtime error: index out of range [-1]');
  const iv = encrypted.slice(0, BLOCK);
  // WebCrypto insists on right padding, so a block of nothing else is put behind the content.
  const last = encrypted.slice(-BLOCK);
  const padding = await subtle().encrypt({ name: 'AES-CBC', iv: last }, key, new Uint8Array());
  const padded = joined(encrypted.subarray(BLOCK), new Uint8Array(padding));
  const content = await subtle().decrypt({ name: 'AES-CBC', iv }, key, new Uint8Array(padded));
  const bytes = new Uint8Array(content);
  const end = bytes.length - (bytes.at(-1) as number);
  if (end < 0) throw new GoError(`runtime error: slice bounds out of range [:${end}]`);
  return bytes.subarray(0, end);
}
