/** Passwords and encryption in templates (sprig's `crypto.go`); what only some need is loaded when it is. */
import { encodeBase64, hashSync } from 'bcryptjs';
import { GoError } from '../../go/error.ts';
import { spend, work } from '../../go/template/budget.ts';
import { fixed } from '../../go/template/function.ts';
import { byteLength } from '../../go/byte-length.ts';
import { fromBytes, toBytes } from '../../go/utf8.ts';
import type { GoFunction } from '../../go/value.ts';
import { context } from './context.ts';
import { decodeBase64 } from './encodings.ts';
import { base64Of } from './marshal.ts';

export const secretFunctions: Record<string, GoFunction> = {
  bcrypt: fixed(['string'], bcrypt),
  htpasswd: fixed(['string', 'string'], (user, password) =>
    user.includes(':') ? `invalid username: ${user}` : `${user}:${bcrypt(password)}`,
  ),
  derivePassword: fixed(
    ['uint32', 'string', 'string', 'string', 'string'],
    ({ value: counter }, type, password, user, site) =>
      context().made(async () => {
        const { derivePassword } = await import('./crypto/master-password.ts');
        return derivePassword({ counter: Number(counter), type, password, user, site });
      }),
  ),
  encryptAES: fixed(['string', 'string'], (password, text) => {
    if (text === '') return '';
    spend(4 * text.length);
    const iv = context().randomBytes(16);
    return context().made(async () => {
      const { encrypt } = await import('./crypto/aes.ts');
      return base64Of(await encrypt(password, iv, toBytes(text)));
    });
  }),
  decryptAES: fixed(['string', 'string'], (password, base64) => {
    if (base64 === '') return '';
    const bytes = decodeBase64(base64);
    if (typeof bytes === 'string') throw new GoError(bytes);
    if (bytes.length < 16) {
      const capacity = Math.floor(base64.length / 4) * 3;
      throw new GoError(`runtime error: slice bounds out of range [:16] with capacity ${capacity}`);
    }
    if (bytes.length % 16 > 0) throw new GoError('crypto/cipher: input not full blocks');
    return context().made(async () => {
      const { decrypt } = await import('./crypto/aes.ts');
      return fromBytes(await decrypt(password, bytes));
    });
  }),
  // There is no name service in a page; sprig ends in an error as well where a name isn't known.
  getHostByName: fixed(['string'], () => {
    throw new GoError('invalid argument to Intn');
  }),
};

/** The longest password, in bytes (golang.org/x/crypto/bcrypt). */
const LONGEST = 72;
/** A hash takes as long as so many steps of templates: the time is looked at before each. */
const STEPS = 200_000;

function bcrypt(password: string): string {
  if (byteLength(password) > LONGEST)
    return `failed to encrypt string with bcrypt: bcrypt: password length exceeds ${LONGEST} bytes`;
  const salt = context().randomBytes(16);
  work(STEPS);
  return hashSync(password, `$2a$10$${encodeBase64(salt, 16)}`);
}
