import { expect, test } from 'vitest';
import { basicAuthorization, credentialsOf } from './credentials.ts';

test('a user name and password in UTF-8 (RFC 7617)', () => {
  expect(basicAuthorization(credentialsOf('Zoë', 'pä:ß€'))).toBe(
    `Basic ${Buffer.from('Zoë:pä:ß€').toString('base64')}`,
  );
});

test('the user name <token> goes with an identity token, as in Docker’s configuration', () => {
  expect(credentialsOf('<token>', 'identity')).toEqual({ identityToken: 'identity' });
  expect(basicAuthorization({ identityToken: 'identity' })).toBe(
    `Basic ${btoa('<token>:identity')}`,
  );
});
