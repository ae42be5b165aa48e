import { expect, test } from 'vitest';
import { ChartTree } from '../chart/tree.ts';
import { renderValues } from './values.ts';

// tests/interop/values-parity.test.ts asks both helms about charts at random; here is what such
// charts seldom have.

async function valuesOf(files: Record<string, unknown>): Promise<unknown> {
  const encoder = new TextEncoder();
  const tree = new ChartTree(
    Object.entries(files).map(([path, content]) => ({
      path,
      bytes: encoder.encode(JSON.stringify(content)),
    })),
  );
  const valued = await renderValues(tree, { helm: 4 });
  return valued.state === 'done' ? JSON.parse(JSON.stringify(valued.chart.values)) : valued;
}

const chart = (name: string, dependencies: object[] = []) => ({
  ...{ apiVersion: 'v2', name, version: '1.0.0', dependencies },
});

test('a table that is empty stays so where more than one is imported to the same place', async () => {
  const imports = { 'import-values': [{ child: 'a', parent: 'b' }], version: '1.x' };
  const values = await valuesOf({
    'Chart.yaml': chart('root', [
      { name: 'first', ...imports },
      { name: 'second', ...imports },
    ]),
    'charts/first/Chart.yaml': chart('first'),
    'charts/first/values.yaml': { a: {} },
    'charts/second/Chart.yaml': chart('second'),
    'charts/second/values.yaml': { a: { on: true } },
  });
  expect(values).toMatchObject({ b: { on: true }, second: { a: { on: true } } });
  expect(values).toHaveProperty('first.a', {});
});
