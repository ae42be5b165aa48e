import { expect, test } from 'vitest';
import { formatListed, keptName, parseListed } from './listed-name.ts';

const url = 'https://charts.example.org/stable';

test('an address is one of a chart repository, whether it ends with index.yaml or not', () => {
  expect(parseListed(` ${url}/index.yaml `)).toEqual({ url });
  expect(parseListed(`${url}//`)).toEqual({ url });
  expect(parseListed('https://mate:secret@Charts.example.org')).toEqual({
    url: 'https://charts.example.org',
  });
  expect(parseListed(`${url}?key=1`)).toEqual({ url: `${url}?key=1` });
  expect(parseListed('charts.example.org/stable')).toBeUndefined();
  expect(parseListed('oci://charts.example.org/stable')).toBeUndefined();
  expect(parseListed('https://')).toBeUndefined();
});

test('what it lists has a name that can be read again', () => {
  for (const name of [
    { url, chart: 'tide', version: '1.2.0+build.1' },
    { url, chart: 'tide' },
    { url, chart: 'a b#c:d%', version: 'v1' },
  ]) {
    expect(formatListed(name)).not.toMatch(/\s/);
    expect(parseListed(formatListed(name))).toEqual({ version: undefined, ...name });
  }
  expect(formatListed({ url, chart: 'tide', version: '1.2.0' })).toBe(`${url}#tide:1.2.0`);
  expect(parseListed(`${url}#%zz`)).toMatchObject({ chart: '%zz' });
});

test('it is kept under the name that a registry there would give it, where that can be one', () => {
  expect(keptName({ url, chart: 'tide', version: '1.2.0+b' })).toBe(
    'charts.example.org/stable/tide:1.2.0_b',
  );
  expect(keptName({ url: 'http://localhost:8080', chart: 'tide', version: '1.0.0' })).toBe(
    'localhost:8080/tide:1.0.0',
  );
  expect(keptName({ url, chart: 'Tide', version: '1.0.0' })).toBe(`${url}#Tide:1.0.0`);
});
