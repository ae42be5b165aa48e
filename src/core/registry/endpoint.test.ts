import { describe, expect, test } from 'vitest';
import { directBase, Endpoint, registryMeantBy } from './endpoint.ts';

test('this machine is reached by http, others by https, Docker Hub at its API host', () => {
  expect(directBase('localhost:5000')).toBe('http://localhost:5000');
  expect(directBase('127.0.0.1')).toBe('http://127.0.0.1');
  expect(directBase('127.9.8.7:1')).toBe('http://127.9.8.7:1');
  expect(directBase('[::1]:5000')).toBe('http://[::1]:5000');
  expect(directBase('k3d-registry.localhost:5000')).toBe('http://k3d-registry.localhost:5000');
  expect(directBase('a.b.localhost')).toBe('http://a.b.localhost');
  expect(directBase('notlocalhost')).toBe('https://notlocalhost');
  expect(directBase('localhost.example.com')).toBe('https://localhost.example.com');
  expect(directBase('registry.example.com:5000')).toBe('https://registry.example.com:5000');
  expect(directBase('docker.io')).toBe('https://registry-1.docker.io');
  expect(directBase('index.docker.io')).toBe('https://registry-1.docker.io');
});

test('a name below localhost is on this machine, and may be another registry there', () => {
  expect(registryMeantBy('127.0.0.1:5000')).toBe('localhost:5000');
  expect(registryMeantBy('k3d-registry.localhost:5000')).toBe('k3d-registry.localhost:5000');
});

describe('where a Location leads, reached directly', () => {
  const endpoint = new Endpoint({ host: 'reg.example:5443' });
  const from = 'https://reg.example:5443/v2/a/b/blobs/uploads/';
  const own = (location: string) => {
    const found = endpoint.locate(location, from);
    return found?.own ? found.url : undefined;
  };

  test.each([
    ['absolute', 'https://reg.example:5443/v2/a/b/blobs/uploads/1?_state=x%2Fy%3D'],
    ['an absolute path', '/v2/a/b/blobs/uploads/1?_state=x%2Fy%3D'],
    ['relative', '1?_state=x%2Fy%3D'],
    [
      'plain http behind a TLS terminator',
      'http://reg.example:5443/v2/a/b/blobs/uploads/1?_state=x%2Fy%3D',
    ],
    ['without the port', 'https://reg.example/v2/a/b/blobs/uploads/1?_state=x%2Fy%3D'],
    ['wrong scheme and no port', 'http://reg.example/v2/a/b/blobs/uploads/1?_state=x%2Fy%3D'],
    ['another case', 'HTTPS://REG.example:5443/v2/a/b/blobs/uploads/1?_state=x%2Fy%3D'],
  ])('%s', (_, location) => {
    expect(own(location)).toBe(`${from}1?_state=x%2Fy%3D`);
  });

  test('another path, as Google has it', () => {
    expect(own('/artifacts-uploads/namespaces/x?upload=%2B')).toBe(
      'https://reg.example:5443/artifacts-uploads/namespaces/x?upload=%2B',
    );
  });

  test('an explicit port 443 (oras-go#177)', () => {
    const plain = new Endpoint({ host: 'reg.example' });
    expect(plain.locate('http://reg.example:443/v2/u', 'https://reg.example/v2/')).toEqual({
      url: 'https://reg.example/v2/u',
      own: true,
    });
  });

  test.each([
    ['another host (CVE-2026-50151)', 'https://evil.example:5443/v2/u'],
    ['another host without a scheme', '//evil.example/v2/u'],
    ['another port', 'https://reg.example:8443/v2/u'],
    ['the host as user name', 'https://reg.example:5443@evil.example/u'],
    ['a password', 'https://u:p@reg.example:5443/u'],
    ['the host as prefix', 'https://reg.example.evil.example:5443/u'],
    ['no web address', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['nothing', 'http://'],
  ])('never: %s', (_, location) => {
    expect(endpoint.locate(location, from)).toBeUndefined();
  });
});

describe('where a Location leads, through the proxy', () => {
  const page = 'https://charts.example';
  const endpoint = new Endpoint({
    host: 'localhost:5000',
    base: `${page}/registry/localhost:5000`,
    proxied: true,
  });
  const from = `${page}/registry/localhost:5000/v2/a/blobs/uploads/`;
  const here = `${page}/registry/localhost:5000/v2/a/blobs/uploads/1?s=%3D`;

  test.each([
    ['rewritten by the proxy', '/registry/localhost:5000/v2/a/blobs/uploads/1?s=%3D'],
    ['relative', '1?s=%3D'],
    ['left alone: a path', '/v2/a/blobs/uploads/1?s=%3D'],
    ['left alone: absolute', 'http://localhost:5000/v2/a/blobs/uploads/1?s=%3D'],
    ['left alone: absolute without port', 'http://localhost/v2/a/blobs/uploads/1?s=%3D'],
  ])('%s', (_, location) => {
    expect(endpoint.locate(location, from)).toEqual({ url: here, own: true });
  });

  test.each([
    ['rewritten', '/registry/store.example/up?x=1'],
    ['absolute', 'https://store.example/up?x=1'],
    ['up and down again', '/registry/localhost:5000/../store.example/up?x=1'],
  ])('another host is for the proxy to allow, and gets no credentials: %s', (_, location) => {
    expect(endpoint.locate(location, from)).toEqual({
      url: `${page}/registry/store.example/up?x=1`,
      own: false,
    });
  });

  test.each([
    ['/registry/localhost:5000/v2/a/blobs/uploads/1?s=%3D', 'localhost:5000', true],
    ['/charts/registry/localhost:5000/v2/a/blobs/uploads/1?s=%3D', 'localhost:5000', true],
    ['/registry/store.example/v2/a/blobs/uploads/1?s=%3D', 'store.example', false],
    ['/v2/a/blobs/uploads/1?s=%3D', 'localhost:5000', true],
  ])('a proxy that does not know its own path: %s', (location, host, own) => {
    const base = `${page}/charts/registry/localhost:5000`;
    const below = new Endpoint({ host: 'localhost:5000', base, proxied: true });
    expect(below.locate(location, `${base}/v2/a/blobs/uploads/`)).toEqual({
      url: `${page}/charts/registry/${host}/v2/a/blobs/uploads/1?s=%3D`,
      own,
    });
  });

  test('a host that starts like the registry is another', () => {
    const found = endpoint.locate('/registry/localhost:50001/v2/u', from);
    expect(found).toEqual({ url: `${page}/registry/localhost:50001/v2/u`, own: false });
  });
});

test('errors name the registry, not the proxy', () => {
  const proxied = new Endpoint({
    host: 'docker.io',
    base: 'https://page.example/registry/docker.io/',
    proxied: true,
  });
  expect(proxied.describe('https://page.example/registry/docker.io/v2/a/b?_state=secret')).toBe(
    'https://registry-1.docker.io/v2/a/b',
  );
  expect(proxied.describe('https://page.example/registry/auth.docker.io/token?service=x')).toBe(
    'https://auth.docker.io/token',
  );
  expect(proxied.describe('https://page.example/registry/docker.io:5000/v2/')).toBe(
    'https://docker.io:5000/v2/',
  );
});

test('what the browser has for this site goes to its proxy, where the site says so, and nowhere else', () => {
  const base = 'https://page.example/registry/reg.example';
  const host = 'reg.example';
  const { credentials } = new Endpoint({ host, base, proxied: true, siteSignIn: true });
  expect(credentials).toBe('same-origin');
  for (const address of [
    { host, base, proxied: true },
    { host, base, proxied: true, siteSignIn: false },
    { host, siteSignIn: true },
  ]) {
    expect(new Endpoint(address).credentials).toBe('omit');
  }
});
