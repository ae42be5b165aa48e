import { expect, test } from 'vitest';
import { basicAuthorization, credentialsOf } from './credentials.ts';
import { Keyring } from './keyring.ts';

const captain = { username: 'captain', password: 'secret' };

test('a registry is its host and port, and nothing that looks like it', () => {
  const keyring = new Keyring();
  keyring.set('reg.example', captain);
  for (const host of ['reg.example', 'reg.example:443', 'REG.example']) {
    expect(keyring.get(host)).toBe(captain);
  }
  for (const host of [
    'reg.example:5000',
    'reg.example.evil.example',
    'evil-reg.example',
    'a.reg.example',
    'example',
    'reg',
  ]) {
    expect(keyring.get(host)).toBeUndefined();
  }
  keyring.delete('reg.example:443');
  expect(keyring.get('reg.example')).toBeUndefined();
});

test('Docker Hub has several names', () => {
  const keyring = new Keyring();
  keyring.set('docker.io', captain);
  expect(keyring.get('registry-1.docker.io')).toBe(captain);
  expect(keyring.get('index.docker.io')).toBe(captain);
  expect(keyring.get('auth.docker.io')).toBeUndefined();
});

test('a user name and password in UTF-8; <token> is an identity token', () => {
  expect(basicAuthorization(credentialsOf('Zoë', 'pä:ß€'))).toBe(
    `Basic ${Buffer.from('Zoë:pä:ß€').toString('base64')}`,
  );
  expect(credentialsOf('<token>', 'identity')).toEqual({ identityToken: 'identity' });
});
