import { describe, expect, it } from 'vitest';
import { ChartroomError } from '../errors.ts';
import { formatReference, isRegistryHost, parseReference } from './reference.ts';

const HEX = 'a'.repeat(64);

function reasonOf(text: string): string {
  try {
    parseReference(text);
  } catch (error) {
    if (error instanceof ChartroomError && error.code === 'reference.invalid') {
      return (error as ChartroomError<'reference.invalid'>).data.reason;
    }
    throw error;
  }
  return 'taken';
}

describe('parseReference', () => {
  it.each([
    ['localhost:5000/mychart:latest', 'localhost:5000', 'mychart', 'latest', undefined],
    ['oci://localhost:5000/mychart', 'localhost:5000', 'mychart', undefined, undefined],
    ['ghcr.io/a/b/c:1.0+001', 'ghcr.io', 'a/b/c', '1.0_001', undefined],
    [`ghcr.io/a/b@sha256:${HEX}`, 'ghcr.io', 'a/b', undefined, `sha256:${HEX}`],
    [`ghcr.io/a/b:1@sha256:${HEX}`, 'ghcr.io', 'a/b', '1', `sha256:${HEX}`],
    ['[::1]:5000/a:1', '[::1]:5000', 'a', '1', undefined],
    ['[2001:db8::1]/a:1', '[2001:db8::1]', 'a', '1', undefined],
    ['docker.io/org/a:1', 'docker.io', 'org/a', '1', undefined],
    [' LOCALHOST:5000/a:1 ', 'localhost:5000', 'a', '1', undefined],
    ['OCI://ghcr.io/a:1', 'ghcr.io', 'a', '1', undefined],
    ['https://ghcr.io/a:1', 'ghcr.io', 'a', '1', undefined],
    ['helm pull oci://ghcr.io/a --version 1', 'ghcr.io', 'a', '1', undefined],
    ['ghcr.io/a:1@', 'ghcr.io', 'a', '1', undefined],
    ['ghcr.io/a@', 'ghcr.io', 'a', undefined, undefined],
    ['my_registry:5000/a:1', 'my_registry:5000', 'a', '1', undefined],
    ['_registry._tcp.local/a:1', '_registry._tcp.local', 'a', '1', undefined],
    ['[::ffff:1.2.3.4]:5000/a:1', '[::ffff:1.2.3.4]:5000', 'a', '1', undefined],
    ['host/a__b/c-d.e--f:x_y.z-1', 'host', 'a__b/c-d.e--f', 'x_y.z-1', undefined],
  ])('reads %s', (text, registry, repository, tag, digest) => {
    expect(parseReference(text)).toEqual({
      registry,
      repository,
      ...(tag && { tag }),
      ...(digest && { digest }),
    });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['ftp://ghcr.io/a:1', 'scheme'],
    ['localhost', 'no-path'],
    ['localhost:5000', 'no-path'],
    ['localhost:5000/', 'no-path'],
    ['https://ghcr.io/', 'no-path'],
    ['[::1]', 'no-path'],
    ['mychart', 'no-registry'],
    ['mychart:2', 'no-registry'],
    ['mychart:2.7.1', 'no-registry'],
    ['mychart:latest', 'no-registry'],
    ['/mychart:latest', 'no-registry'],
    ['user@host/a:1', 'digest'],
    ['ho st/a:1', 'registry'],
    ['host:99999/a:1', 'registry'],
    ['[1::2::3]/r', 'registry'],
    ['[::1/r', 'registry'],
    ['oci://', 'empty'],
    ['host/../x:1', 'repository'],
    ['host/a//b:1', 'repository'],
    ['host/:1', 'repository'],
    ['host/MyChart:1', 'upper-case'],
    ['host/a:', 'tag'],
    ['host/a:-x', 'tag'],
    [`host/a:${'x'.repeat(129)}`, 'tag'],
    ['host/a@sha256:abc', 'digest'],
  ])('refuses %j: %s', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('is undone by formatReference', () => {
    for (const text of ['localhost:5000/mychart:latest', `ghcr.io/a/b:1@sha256:${HEX}`]) {
      expect(formatReference(parseReference(text))).toBe(text);
    }
  });
});

describe('isRegistryHost', () => {
  it.each(['localhost', 'localhost:5000', '127.0.0.1:80', '[::1]', 'a-b.example.com:443'])(
    'takes %s',
    (host) => expect(isRegistryHost(host)).toBe(true),
  );
  it.each(['', 'a/b', 'user:pass@host', 'host:', ':5000', '-a', 'a..', 'host:70000', '::1'])(
    'refuses %j',
    (host) => expect(isRegistryHost(host)).toBe(false),
  );
});
