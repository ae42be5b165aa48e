import { expect, test } from 'vitest';
import { bareReference } from './pasted.ts';

test.each([
  ['localhost:5000/mychart:2.7.1', 'localhost:5000/mychart:2.7.1'],
  [' oci://ghcr.io/a/b ', 'ghcr.io/a/b'],
  ['https://ghcr.io/a/b:1', 'ghcr.io/a/b:1'],
  ['HTTP://localhost:5000/a/', 'localhost:5000/a'],
  ['localhost:5000/', 'localhost:5000'],
  ['ghcr.io/a/b//', 'ghcr.io/a/b'],
  ['ftp://ghcr.io/a', 'ftp://ghcr.io/a'],
  ['helm pull oci://ghcr.io/a/b --version 1.0.0', 'ghcr.io/a/b:1.0.0'],
  ['$ helm install mine oci://ghcr.io/a/b --version=1.0.0+b1 --wait', 'ghcr.io/a/b:1.0.0+b1'],
  ["helm pull 'oci://ghcr.io/a/b' --version '>=1 <2'", 'ghcr.io/a/b:>=1 <2'],
  ['helm pull oci://ghcr.io/a/b --version="^1"', 'ghcr.io/a/b:^1'],
  ['helm show chart OCI://localhost:5000/a --plain-http', 'localhost:5000/a'],
  ['helm pull oci://localhost:5000/a:2 --version 1', 'localhost:5000/a:2'],
  ['helm pull oci://ghcr.io/a/b --version', 'ghcr.io/a/b'],
  ['ghcr.io/a/b:>=1 <2', 'ghcr.io/a/b:>=1 <2'],
  ['', ''],
])('of %j the reference is %j', (text, reference) => {
  expect(bareReference(text)).toBe(reference);
});
