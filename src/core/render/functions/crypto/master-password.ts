/** The Master Password algorithm, as sprig has it (`crypto.go`, derivePassword). */
import { hmac } from '@noble/hashes/hmac.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBytes } from '../../../go/utf8.ts';
import { joined } from './der.ts';

const SEED = toBytes('com.lyndir.masterpassword');
const LONG = `CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno
  CvcvnoCvccCvcv CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno
  CvccnoCvccCvcv CvccCvccnoCvcv CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno
  CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno`;
/** What characters a password is made of, by its type; one of several is taken. */
const TEMPLATES: Record<string, string> = {
  maximum: 'anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno',
  long: LONG,
  medium: 'CvcnoCvc CvcCvcno',
  short: 'Cvcn',
  basic: 'aaanaaan aannaaan aaannaaa',
  pin: 'nnnn',
};
const VOWELS = 'AEIOU';
const CONSONANTS = 'BCDFGHJKLMNPQRSTVWXYZ';
const LETTERS = `${VOWELS}${VOWELS.toLowerCase()}${CONSONANTS}${CONSONANTS.toLowerCase()}`;
const CHARACTERS: Record<string, string> = {
  V: VOWELS,
  C: CONSONANTS,
  v: VOWELS.toLowerCase(),
  c: CONSONANTS.toLowerCase(),
  A: VOWELS + CONSONANTS,
  a: LETTERS,
  n: '0123456789',
  o: "@&%?,=[]_:-+*$#!'^~;()/.",
  x: `${LETTERS}0123456789!@#$%^&*()`,
};

interface Site {
  counter: number;
  type: string;
  password: string;
  user: string;
  site: string;
}

export async function derivePassword({
  counter,
  type,
  password,
  user,
  site,
}: Site): Promise<string> {
  const templates = Object.hasOwn(TEMPLATES, type) ? TEMPLATES[type]?.split(/\s+/) : undefined;
  if (!templates) return `cannot find password template ${type}`;
  const salt = joined(SEED, withLength(user));
  const key = await scryptAsync(toBytes(password), salt, { N: 32768, r: 8, p: 2, dkLen: 64 });
  const seed = hmac(sha256, key, joined(SEED, withLength(site), uint32(counter)));
  const template = templates[(seed[0] as number) % templates.length] as string;
  return Array.from(template, (kind, i) => {
    const characters = CHARACTERS[kind] as string;
    return characters[(seed[i + 1] as number) % characters.length];
  }).join('');
}

function withLength(text: string): Uint8Array {
  const bytes = toBytes(text);
  return joined(uint32(bytes.length), bytes);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
