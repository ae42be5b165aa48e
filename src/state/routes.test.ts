import { describe, expect, it } from 'vitest';
import {
  changedQuery,
  chartHref,
  compareHref,
  libraryHref,
  parseRoute,
  registryHref,
  repositoryHref,
} from './routes.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('parseRoute', () => {
  it.each(['', '#', '#/', '#/publish'])('reads %j as the publish page', (hash) => {
    expect(parseRoute(hash)).toEqual({ view: 'publish' });
  });

  it('reads a chart without a reference as the form that asks for one', () => {
    expect(parseRoute('#/chart/')).toEqual({ view: 'pull' });
  });

  it('has the library with what it is filtered by', () => {
    const query = { q: 'argo cd', sort: 'date' };
    expect(libraryHref(query)).toBe('#/library?q=argo+cd&sort=date');
    expect(parseRoute(libraryHref(query))).toEqual({ view: 'library', query });
    expect(libraryHref(changedQuery(query, { q: '', sort: '', flat: '1' }))).toBe(
      '#/library?flat=1',
    );
    expect(parseRoute('#/library')).toEqual({ view: 'library', query: {} });
  });

  it('has a chart repository, and each version of a chart in it', () => {
    const url = 'https://charts.example.org/stable';
    const query = { q: 'tide' };
    expect(parseRoute(repositoryHref(url, query))).toEqual({ view: 'repository', url, query });
    expect(parseRoute(repositoryHref(`${url}#tide`))).toEqual({
      ...{ view: 'repository', url, query: {} },
    });
    const reference = `${url}#tide:1.0.0+b`;
    expect(parseRoute(chartHref('repository', reference, { tab: 'files', part: 'a/b' }))).toEqual({
      ...{ view: 'chart', place: 'repository', reference, tab: 'files', part: 'a/b', query: {} },
    });
    expect(parseRoute('#/repository/')).toEqual({ view: 'registries' });
  });

  it('keeps what it does not know', () => {
    expect(parseRoute('#/atlas/1')).toEqual({ view: 'missing', path: 'atlas/1' });
  });

  it('takes an unknown tab for the overview and survives a broken escape', () => {
    expect(parseRoute('#/chart/a%2Fb%/sideways?q=%')).toEqual({
      view: 'chart',
      place: 'chart',
      reference: 'a%2Fb%',
      tab: 'overview',
      query: { q: '%' },
    });
  });

  it.each([
    ['localhost:5000/mychart:2.7.1', 'overview', undefined],
    ['localhost:5000/mychart:2.7.1/files/templates/a.yaml', 'files', 'templates/a.yaml'],
    ['oci://localhost:5000/a/values/b:1/values', 'values', undefined],
    [`[::1]:5000/a@${DIGEST}/manifest`, 'manifest', undefined],
    ['ghcr.io/charts/mychart', 'overview', undefined],
    ['localhost:5000', 'overview', undefined],
  ])('reads a reference as it is typed: %s', (typed, tab, part) => {
    const reference = typed.replace('oci://', '').replace(/\/(files.*|values|manifest)$/, '');
    expect(parseRoute(`#/chart/${typed}`)).toEqual({
      ...{ view: 'chart', place: 'chart', reference, tab, part, query: {} },
    });
  });

  it('knows the former name of a tab', () => {
    const route = parseRoute('#/chart/ghcr.io%2Fa%3A1/templates/templates%2Fa.yaml');
    expect(route).toMatchObject({ tab: 'files', part: 'templates/a.yaml' });
  });
});

describe('registryHref', () => {
  it.each([
    ['localhost:5000', undefined, undefined, {}],
    ['[::1]:5000', 'check', undefined, {}],
    ['localhost:5000', 'repositories', undefined, { q: 'a&b=c #', sort: 'name' }],
    ['ghcr.io', 'repositories', 'charts/check', { q: '1.2' }],
  ] as const)('is read back: %s %s %s', (host, tab, repository, query) => {
    expect(parseRoute(registryHref(host, tab, repository, query))).toEqual({
      view: 'registry',
      host,
      tab: tab ?? 'repositories',
      ...(repository && { repository }),
      query,
    });
  });

  it('names a repository as it is typed', () => {
    const route = parseRoute('#/registry/localhost:5000/repository/charts/sample');
    expect(route).toMatchObject({ host: 'localhost:5000', repository: 'charts/sample' });
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
    ['chart', 'localhost:5000/mychart:latest', 'overview', undefined, {}],
    ['chart', 'localhost:5000/mychart:latest', 'overview', 'configuration', {}],
    ['library', '[::1]:5000/a/b@sha256:00', 'manifest', undefined, {}],
    ['chart', 'ghcr.io/a/b:1.0_x', 'files', 'templates/a b%2F#?.yaml', { line: '12-20', q: '?#/' }],
  ] as const)('is read back: %s %s %s %s', (place, reference, tab, part, query) => {
    expect(parseRoute(chartHref(place, reference, { tab, part, query }))).toEqual({
      view: 'chart',
      place,
      reference,
      tab,
      ...(part && { part }),
      query,
    });
  });

  it('encodes the reference whole', () => {
    expect(chartHref('chart', 'localhost:5000/mychart:latest')).toBe(
      '#/chart/localhost%3A5000%2Fmychart%3Alatest',
    );
  });
});

describe('compareHref', () => {
  it.each([
    ['localhost:5000/a/b:1.0.0', `localhost:5000/a/b@${DIGEST}`],
    ['library:localhost:5000/a:1', 'folder:my/charts 1'],
    ['', 'ghcr.io/a:1'],
    ['ghcr.io/a:1', ''],
  ])('makes an address that is read back: %s and %s', (before, after) => {
    const query = { file: 'templates/a b.yaml' };
    const route = { view: 'compare', before, after, query };
    expect(parseRoute(compareHref(before, after, query))).toEqual(route);
  });

  it('has addresses that may be typed', () => {
    const typed = '#/compare/localhost:5000/a/b:1.0.0/oci://ghcr.io/a/b:2.0.0';
    const sides = { before: 'localhost:5000/a/b:1.0.0', after: 'ghcr.io/a/b:2.0.0' };
    expect(parseRoute(typed)).toEqual({ view: 'compare', ...sides, query: {} });
    expect(parseRoute('#/compare')).toMatchObject({ view: 'compare', before: '', after: '' });
  });
});
