import { describe, expect, test } from 'vitest';
import { Endpoint } from './endpoint.ts';
import { judgeRealm } from './realm.ts';

const at = (base: string) => new Endpoint({ host: new URL(base).host, base });
const judge = (realm: string, base: string) => judgeRealm(realm, at(base))?.trust;

test.each([
  ['the registry itself', 'https://reg.example/token', 'https://reg.example'],
  ['its default port said aloud', 'https://reg.example:443/token', 'https://reg.example'],
  ['the same port', 'https://reg.example:5443/auth', 'https://reg.example:5443'],
  ['a path', '/token', 'https://reg.example'],
  ['Docker Hub', 'https://auth.docker.io/token', 'https://registry-1.docker.io'],
  ['GitLab', 'https://gitlab.com/jwt/auth', 'https://registry.gitlab.com'],
])('trusted: %s', (_, realm, base) => expect(judge(realm, base)).toBe('trusted'));

test.each([
  ['another host', 'https://auth.example/token', 'https://reg.example'],
  ['another port', 'https://reg.example:8443/token', 'https://reg.example'],
  ['another port of this machine', 'http://localhost:5001/token', 'http://localhost:5000'],
  ['a sibling', 'https://auth.reg.example/token', 'https://reg.example'],
  ['a host that ends alike', 'https://evil-auth.docker.io.example/token', 'https://docker.io'],
  ['Docker Hub’s token server for others', 'https://auth.docker.io/token', 'https://reg.example'],
  ['a private address within the network', 'https://10.0.0.9/token', 'https://192.168.1.5:5000'],
])('asked about: %s', (_, realm, base) => expect(judge(realm, base)).toBe('ask'));

describe('never (CVE-2026-48978)', () => {
  test.each([
    ['plain http for a registry by https', 'http://auth.example/token'],
    ['no web address', 'ftp://reg.example/token'],
    ['a script', 'javascript:alert(1)'],
    ['a user in the address', 'https://me@reg.example/token'],
    ['cloud metadata', 'https://169.254.169.254/latest/meta-data'],
    ['this machine', 'https://localhost:8443/token'],
    ['this machine by a name below localhost', 'https://auth.localhost/token'],
    ['this machine by number', 'https://127.0.0.1/token'],
    ['this machine by another number', 'https://2130706433/token'],
    ['this machine in IPv6', 'https://[::1]/token'],
    ['this machine as IPv4 in IPv6', 'https://[::ffff:127.0.0.1]/token'],
    ['a private network', 'https://192.168.0.1/token'],
    ['a private network, 172', 'https://172.20.0.1/token'],
    ['a private network, IPv6', 'https://[fd00::1]/token'],
    ['a link-local address', 'https://[fe80::1]/token'],
  ])('%s', (_, realm) => expect(judge(realm, 'https://reg.example')).toBe('never'));
});

test('the realm of a registry behind a TLS terminator is requested as the registry is reached', () => {
  const judged = judgeRealm('http://reg.example/token?x=%2F', at('https://reg.example'));
  expect(judged).toMatchObject({ trust: 'trusted' });
  expect(judged?.url.href).toBe('https://reg.example/token?x=%2F');
});

test.each([
  ['//thief.example:8443/token', 'https://reg.example//thief.example:8443/token'],
  ['/\\\\thief.example/token', 'https://reg.example///thief.example/token'],
  ['//[', 'https://reg.example//['],
  ['//', 'https://reg.example//'],
])('a path that reads as another host stays a path: %s', (path, href) => {
  const judged = judgeRealm(`https://reg.example${path}`, at('https://reg.example'));
  expect(judged?.trust).toBe('trusted');
  expect(judged?.url.href).toBe(href);
});

test('through the proxy, the registry’s own address counts', () => {
  const page = 'https://page.example/registry/reg.example';
  const endpoint = new Endpoint({ host: 'reg.example', base: page, proxied: true });
  expect(judgeRealm('https://reg.example/token', endpoint)?.trust).toBe('trusted');
  expect(judgeRealm('https://page.example/token', endpoint)?.trust).toBe('ask');
  expect(judgeRealm('http://auth.example/token', endpoint)?.trust).toBe('never');
});

test('a realm that isn’t an address', () => {
  expect(judgeRealm('https://', at('https://reg.example'))).toBeUndefined();
});
