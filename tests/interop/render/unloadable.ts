/** Charts that Helm mostly can't load, for the words in which it says why. */
import type { RenderCase } from './charts.ts';

const CHART = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

function chart(name: string, files: Record<string, string>): RenderCase {
  const template = 'a: {{ .Values | toJson }}\n';
  return { name, files: { 'Chart.yaml': CHART, 'templates/a.yaml': template, ...files } };
}

/** Added to Chart.yaml: of another type than the field, or not to be had in JSON. */
const FIELDS = [
  ...['keywords: x', 'keywords: {a: b}', 'keywords: [[a]]', 'sources: 5', 'sources: [a, {b: c}]'],
  ...['maintainers: x', 'maintainers: [x]', 'maintainers: [{name: [1]}]', 'dependencies: {}'],
  ...['dependencies: [x]', 'dependencies: [{name: x, tags: y}]', 'annotations: [a]'],
  ...['dependencies: [{name: x, import-values: y}]', 'dependencies: [{name: x, enabled: y}]'],
  ...['annotations: {a: [b]}', 'deprecated: "yes"', 'deprecated: 1', 'description: [x]'],
  ...['[a]: b', '? {a: b}\n: c', 'null: x', '{a: [b]}: {c: 1}', 'NAME: [x]', 'keywords: &a [*a]'],
  ...['18446744073709551615: {a: [~, 1]}', 'unknown: .inf', 'appVersion: {a: b}', 'tags: [a]'],
];
/** In the place of Chart.yaml. */
const WHOLE = [
  ...['5\n', '"x"\n', '[a]\n', 'null\n', 'true\n', '1.5\n', 'name: [a]\nversion: [b]\n'],
  ...['apiVersion: [v2]\nname: a\nversion: 1.0.0\n', 'apiVersion: v2\nversion: {}\nname: []\n'],
];
const VALUES = [
  ...['a: .inf\n', 'a: [-.Inf]\n', 'a: .NaN\n', 'null: 1\n', '[a]: b\n', '{a: b}: c\n'],
  ...['a:\n  [x, 1, null]: y\n', '18446744073709551615: x\n', 'a: !!int x\n', 'a: !!null 5\n'],
  ...[
    'a: !!float true\n',
    'a: !!timestamp x\n',
    'a: "\\ud800"\n',
    'a: "\\xzz"\n',
    'a: !!int "5"\n',
  ],
  ...['--- {a: 1}\n', 'a: 1\n---\n- b\n', 'a: 1\n---\nb: .inf\n', 'a: 1\n---\nb: 2\n', '.inf: 1\n'],
];
const LOCKS = [
  ...['dependencies: x\n', 'dependencies: [x]\n', 'x\n', '[x]\n', 'generated: x\n'],
  ...['generated: 5\n', 'digest: [x]\n', 'dependencies:\n- name: [x]\n', 'null\n'],
];

export const UNLOADABLE_CASES: RenderCase[] = [
  ...FIELDS.map((field, i) => chart(`field ${i}`, { 'Chart.yaml': `${CHART}${field}\n` })),
  ...WHOLE.map((text, i) => chart(`Chart.yaml ${i}`, { 'Chart.yaml': text })),
  ...VALUES.map((text, i) => chart(`values ${i}`, { 'values.yaml': text })),
  ...LOCKS.map((text, i) => chart(`lock ${i}`, { 'Chart.lock': text })),
  ...LOCKS.map((text, i) => chart(`requirements ${i}`, { 'requirements.yaml': text })),
  chart('infinite text', { 'Chart.yaml': `${CHART}appVersion: .inf\n` }),
  chart('another apiVersion', { 'Chart.yaml': CHART.replace('v2', 'v9') }),
  chart('a subchart', { 'charts/db/Chart.yaml': `${CHART}keywords: x\n` }),
];
