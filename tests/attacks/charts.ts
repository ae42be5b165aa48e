/** Charts that would stop a page which shows whatever it is given. */
import type { HostileChart } from './hostile-registry.ts';

const chartYaml = (name: string, more: string) =>
  `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
const times = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('');
const annotated = (value: string) => (usual: Record<string, unknown>) =>
  JSON.stringify(usual).replace(/\}$/, `,"extra":${value}}`);

export const CHARTS = {
  'manifest-deep': () => ({
    files: {},
    manifest: annotated('['.repeat(5000) + ']'.repeat(5000)),
  }),
  'manifest-wide': () => ({ files: {}, manifest: annotated(`[1${',1'.repeat(1_900_000)}]`) }),
  'manifest-layers': () => ({
    files: {},
    manifest: (usual) => {
      const [chart] = usual['layers'] as Record<string, unknown>[];
      const other = { ...chart, mediaType: 'text/plain' };
      return JSON.stringify({ ...usual, layers: [chart, ...Array(20_000).fill(other)] });
    },
  }),
  'readme-long': () => ({
    files: {
      'README.md': times(
        20_000,
        (i) => `## Part ${i}\n\nSome *words* about \`it\`, | and more of ${i}\n\n- one\n- two\n\n`,
      ),
    },
  }),
  'readme-table': () => ({
    files: {
      'README.md': `# Values\n\n| Key | Type | Default |\n|---|---|---|\n${times(20_000, (i) => `| key.${i} | string | \`"${i}"\` |\n`)}`,
    },
  }),
  'readme-addresses': () => ({
    files: { 'README.md': `${'a.'.repeat(100_000)}@${'a-'.repeat(100_000)}` },
  }),
  'readme-nested': () => ({
    files: { 'README.md': `${'> '.repeat(5000)}x\n\n${'<div>'.repeat(20_000)}` },
  }),
  findings: () => ({
    files: Object.fromEntries(
      Array.from({ length: 60_000 }, (_, i) => [
        `templates/${i}.yaml`,
        '{{ .Files.Get "none" }}\n',
      ]),
    ),
  }),
  'deep-folders': () => ({
    files: Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`${'d/'.repeat(i * 100)}file`, 'x']),
    ),
  }),
  dependencies: () => ({
    files: {
      'Chart.yaml': chartYaml(
        'dependencies',
        `dependencies:\n${times(100_000, (i) => `- {name: d${i}, version: 1.0.0}\n`)}`,
      ),
    },
  }),
  maintainers: () => ({
    files: {
      'Chart.yaml': chartYaml(
        'maintainers',
        `maintainers:\n${times(100_000, (i) => `- name: m${i}\n`)}keywords:\n${times(50_000, (i) => `- k${i}\n`)}sources:\n${times(50_000, (i) => `- https://example.org/${i}\n`)}`,
      ),
    },
  }),
  annotations: () => ({
    files: {
      'Chart.yaml': chartYaml(
        'annotations',
        `annotations:\n${times(100_000, (i) => ` k${i}: v\n`)}`,
      ),
    },
  }),
  'annotations-endless': () => ({
    files: {
      'Chart.yaml': chartYaml(
        'annotations-endless',
        `annotations:\n${times(1_200_000, (i) => ` k${i}: v\n`)}`,
      ),
    },
  }),
  description: () => ({
    files: {
      'Chart.yaml': chartYaml('description', `description: ${'word '.repeat(1_000_000)}\n`),
    },
  }),
  'values-newlines': () => ({ files: { 'values.yaml': '\n'.repeat(1_000_000) } }),
  'values-marks': () => ({ files: { 'values.yaml': '#'.repeat(200_000) } }),
  'values-templates': () => ({ files: { 'values.yaml': '{{}}'.repeat(50_000) } }),
  'values-line': () => ({ files: { 'values.yaml': `a: ${'b '.repeat(500_000)}` } }),
  /** Such as people look at all day: what its pages hold is let go of. */
  ordinary: () => ({
    files: {
      'README.md': times(300, (i) => `## Part ${i}\n\nSome *words* about \`it\`.\n\n`),
      'values.yaml': times(3000, (i) => `key${i}: value # why\n`),
      'templates/a.yaml': times(3000, (i) => `a${i}: {{ .Values.key${i} }}\n`),
    },
  }),
} satisfies Record<string, () => HostileChart>;
