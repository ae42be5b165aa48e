import { expect, test } from 'vitest';
import { secretKeys } from './secrets.ts';

test.each([
  ['admin:\n  password: hunter2', ['password']],
  ['auth.token=abc,replicas=2', ['auth.token']],
  ['- apiKey: "x"\n  tls.key: |', ['apiKey']],
  ['tls:\n  key: |\n    abc\n  crt: |\n    def', ['key']],
  ['auth: {password: hunter2, user: a}', ['password']],
  ['{"auth":{"password":"hunter2"}}', ['password']],
  [
    'env:\n  - name: DB_PASSWORD\n    value: hunter2\n  - name: COLOUR\n    value: red',
    ['DB_PASSWORD'],
  ],
  ['pem: |\n  -----BEGIN RSA PRIVATE KEY-----', ['PRIVATE KEY']],
  ['url: postgres://a:hunter2@db/x', ['url']],
  ['url: https://a.example:80/x@y', []],
  ['dbPassword: ""\nsecretName: a\nexistingSecret: b\ntokenEnabled: true', []],
  ['passwordSecretRef: x\npassword:\n  length: 3\nkeyboard: us', []],
])('%j', (text, keys) => {
  expect(secretKeys(text)).toEqual(keys);
});
