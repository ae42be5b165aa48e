import { describe, expect, it } from 'vitest';
import { chartHref, parseRoute, registryHref } from './routes.ts';

describe('parseRoute', () => {
  it.each(['', '#', '#/', '#/publish'])('reads %j as the publish page', (hash) => {
    expect(parseRoute(hash)).toEqual({ view: 'publish' });
  });

  it('reads a chart without a reference as the form that asks for one', () => {
    expect(parseRoute('#/chart/')).toEqual({ view: 'pull' });
  });

  it('keeps what it does not know', () => {
    expect(parseRoute('#/atlas/1')).toEqual({ view: 'missing', path: 'atlas/1' });
  });

  it('takes an unknown tab for the overview and survives a broken escape', () => {
    expect(parseRoute('#/chart/a%2Fb%/sideways')).toEqual({
      view: 'chart',
      place: 'chart',
      reference: 'a%2Fb%',
      tab: 'overview',
    });
  });
});

describe('registryHref', () => {
  it.each([
    ['localhost:5000', undefined, undefined],
    ['[::1]:5000', 'check', undefined],
    ['ghcr.io', 'repositories', 'charts/check'],
  ] as const)('is read back: %s %s %s', (host, tab, repository) => {
    expect(parseRoute(registryHref(host, tab, repository))).toEqual({
      view: 'registry',
      host,
      tab: tab ?? 'repositories',
      ...(repository && { repository }),
    });
  });

  it.each(['#/registries', '#/registry/'])('reads %j as the list of registries', (hash) => {
    expect(parseRoute(hash)).toEqual({ view: 'registries' });
  });

  it('doesn’t take an invalid host for a registry', () => {
    expect(parseRoute('#/registry/no%20host')).toMatchObject({ view: 'missing' });
  });
});

describe('chartHref', () => {
  it.each([
    ['chart', 'localhost:5000/mychart:latest', 'overview', undefined],
    ['library', '[::1]:5000/a/b@sha256:00', 'manifest', undefined],
    ['chart', 'ghcr.io/a/b:1.0_x', 'templates', 'templates/a b%2F#?.yaml'],
  ] as const)('is read back: %s %s %s %s', (place, reference, tab, file) => {
    expect(parseRoute(chartHref(place, reference, tab, file))).toEqual({
      view: 'chart',
      place,
      reference,
      tab,
      ...(file && { file }),
    });
  });

  it('encodes the reference whole', () => {
    expect(chartHref('chart', 'localhost:5000/mychart:latest')).toBe(
      '#/chart/localhost%3A5000%2Fmychart%3Alatest',
    );
  });
});
