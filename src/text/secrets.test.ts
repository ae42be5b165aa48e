import { expect, test } from 'vitest';
import { secretKeys } from './secrets.ts';

test.each([
  ['admin:\n  password: hunter2', ['password']],
  ['auth.token=abc,replicas=2', ['auth.token']],
  ['- apiKey: "x"\n  tls.key: |', ['apiKey']],
  ['dbPassword: ""\nsecretName: a\nexistingSecret: b\ntokenEnabled: true', []],
  ['passwordSecretRef: x\npassword:\n  length: 3\nkeyboard: us', []],
])('%j', (text, keys) => {
  expect(secretKeys(text)).toEqual(keys);
});
