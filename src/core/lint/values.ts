import { finding, type Finding } from './finding.ts';
import type { LintedChart } from './linted-chart.ts';
import { readStruct, readYaml } from './read-yaml.ts';
import { checkSchema } from './values-schema.ts';

/** helm `values.go`: that values.yaml is there, is a map, and is what values.schema.json wants. */
export async function values(chart: LintedChart): Promise<Finding[]> {
  const file = chart.files.get('values.yaml');
  if (!file) return [finding('values.missing', { path: 'values.yaml' }, {})];
  const code = 'values.unreadable';
  const read = readYaml(file, code);
  if ('fault' in read) return [read.fault];
  const document = read.value;
  if (
    document &&
    document.kind !== 'map' &&
    !(document.kind === 'scalar' && document.value === null)
  ) {
    const reason = 'it must be a map of keys and values';
    return [finding(code, { path: file.path, ...document.at }, { reason })];
  }
  const plain = readStruct('any', document, {}, file.path, code);
  if ('fault' in plain) return [plain.fault];
  const schema = chart.files.get('values.schema.json');
  return schema ? checkSchema(plain.value, document, schema) : [];
}
