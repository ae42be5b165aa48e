import { describe, expect, it } from 'vitest';
import { Endpoint } from '../endpoint.ts';
import { pageLines, type PageFacts } from './page-lines.ts';

const FACTS: PageFacts = {
  online: true,
  secureContext: true,
  address: 'https://charts.example.org',
  localNetwork: 'prompt',
};

function line(id: string, registry: string, facts: Partial<PageFacts> = {}, proxied = false) {
  const url = new URL(registry);
  const base = proxied ? `https://charts.example.org/registry/${url.host}` : url.origin;
  const lines = pageLines({ ...FACTS, ...facts }, new Endpoint({ host: url.host, base, proxied }));
  const found = lines.find((one) => one.id === id);
  return `${found?.state} ${found?.reason}`;
}

describe('mixed content', () => {
  it.each([
    ['https://registry.example.org', 'pass no-mixing'],
    ['http://registry.example.org', 'fail mixed'],
    ['http://localhost:5000', 'pass no-mixing'],
  ])('from an https page to %s: %s', (registry, expected) => {
    expect(line('mixed-content', registry)).toBe(expected);
  });

  it('doesn’t matter for a page loaded by http, nor through the proxy', () => {
    const address = 'http://charts.lan';
    expect(line('mixed-content', 'http://registry.example.org', { address })).toMatch(/^pass/);
    expect(line('mixed-content', 'http://registry.example.org', {}, true)).toBe('pass same-site');
  });
});

describe('the local network', () => {
  it.each([
    ['granted', 'pass local-granted'],
    ['denied', 'fail local-denied'],
    ['prompt', 'unknown local-asks'],
    [undefined, 'unknown local-unknown'],
  ] as const)('permission %s: %s', (localNetwork, expected) => {
    expect(line('local-network', 'https://192.168.1.7:5000', { localNetwork })).toBe(expected);
  });

  it('needs no permission for a page on it, nor for public names', () => {
    const address = 'http://192.168.1.2';
    expect(line('local-network', 'http://localhost:5000', { address })).toBe('pass local-itself');
    expect(line('local-network', 'https://ghcr.io')).toBe('pass not-local');
  });
});

describe('the page', () => {
  it.each([
    [{ online: false }, 'network', 'fail offline'],
    [{ secureContext: false }, 'secure-context', 'fail insecure'],
  ])('%j: %s is %s', (facts, id, expected) => {
    expect(line(id, 'https://ghcr.io', facts)).toBe(expected);
  });
});
