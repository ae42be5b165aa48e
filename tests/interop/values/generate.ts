/** Charts with subcharts at random, in which values, names and declarations meet in every way. */
import fc from 'fast-check';
import type { Files } from '../../support/lint-cases/index.ts';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

/** Few names, so that values, subcharts and aliases often have the same. */
const NAMES = ['a', 'b', 'c'] as const;
const KEYS = ['a', 'b', 'c', 'd', 'on', 'exports', 'global', 'tags'] as const;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const leaf: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  oneOf<Json>(true, false, 1, 2, 'x', ''),
  fc.constant<Json>([1, null]),
  fc.constant<Json>({}),
);
const { values } = fc.letrec<{ values: { [key: string]: Json }; value: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, tie('values')),
  values: fc.dictionary(oneOf(...KEYS), tie('value'), { maxKeys: 4 }),
}));

const dependency = fc.record(
  {
    name: oneOf(...NAMES),
    version: oneOf('1.x', '1.x', '1.x', '2.x', ''),
    repository: fc.constant(''),
    alias: oneOf('', '', '', 'a', 'd'),
    condition: oneOf('', '', 'on', 'a.on', 'b.on,on', ' on', 'global.on', 'a', 'd.on'),
    tags: oneOf<string[]>([], [], ['a'], ['a', 'b'], ['on']),
    'import-values': oneOf<Json[]>(
      ...[[], [], ['a'], ['a', 'b']],
      [{ child: 'a', parent: 'b' }],
      [{ child: 'd', parent: '.' }, 'a'],
      [{ child: 'exports.a', parent: 'a.b' }],
      [{ child: 'a' }],
    ),
  },
  { requiredKeys: ['name', 'version', 'repository', 'import-values'] },
);

/** A chart with subcharts down to a depth, as files below a path. */
function chart(name: string, depth: number): fc.Arbitrary<Files> {
  const below =
    depth === 0 ? [] : NAMES.map((each) => fc.option(chart(each, depth - 1), { freq: 2 }));
  return fc
    .tuple(
      values,
      fc.option(fc.uniqueArray(dependency, { maxLength: 4, selector: keyOf })),
      ...below,
    )
    .map(([own, dependencies, ...subcharts]) => {
      const files: Files = {
        'Chart.yaml': JSON.stringify({
          ...{ apiVersion: 'v2', name, version: '1.2.3' },
          ...(dependencies && {
            dependencies: dependencies.filter(({ name }) => subcharts[NAMES.indexOf(name)]),
          }),
        }),
        'values.yaml': JSON.stringify(own),
        'templates/values.yaml': 'values: {{ toJson .Values }}\n',
      };
      for (const [i, subchart] of subcharts.entries())
        for (const [path, content] of Object.entries(subchart ?? {}))
          files[`charts/${NAMES[i]}/${path}`] = content;
      return files;
    });
}

/** Helm refuses two dependencies of one name or alias. */
function keyOf({ name, alias = '' }: { name: string; alias?: string }): string {
  return alias || name;
}

export const valuedChart: fc.Arbitrary<Files> = chart('root', 2);
