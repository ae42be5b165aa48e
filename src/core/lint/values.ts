import { decodeText } from '../chart/decode-text.ts';
import type { ChartFile } from '../chart/files.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { isChartroomError } from '../errors.ts';
import { finding, type Finding } from './finding.ts';
import type { LintedChart } from './linted-chart.ts';
import { readStruct, readYaml } from './read-yaml.ts';
import { checkSchema } from './values-schema.ts';
import { yamlDocuments, type YamlDocument } from '../yaml/documents.ts';

const NO_MAP = 'it must be a map of keys and values';

/** helm `values.go`: that values.yaml is there, is a map, and is what values.schema.json wants. */
export async function values(chart: LintedChart): Promise<Finding[]> {
  const file = chart.files.get('values.yaml');
  if (!file) return [finding('values.missing', { path: 'values.yaml' }, {})];
  const code = 'values.unreadable';
  const read = readYaml(file, code);
  if ('fault' in read) return [read.fault];
  const document = read.value;
  if (document && !isMap(document))
    return [finding(code, { path: file.path, ...document.at }, { reason: NO_MAP })];
  const plain = readStruct('any', document, {}, file.path, code);
  if ('fault' in plain) return [plain.fault];
  const schema = chart.files.get('values.schema.json');
  const found = schema ? await checkSchema(plain.value, document, schema) : [];
  return [...found, ...laterDocuments(file)];
}

function isMap(node: YamlNode): boolean {
  return node.kind === 'map' || (node.kind === 'scalar' && node.value === null);
}

/**
 * Documents behind the first. Helm 3 reads the first alone; Helm 4 merges all of them, and doesn't
 * load a chart where it can't (helm 4 `pkg/chart/v2/loader/load.go`, LoadValues).
 */
function* laterDocuments({ path, bytes }: ChartFile): Iterable<Finding> {
  const documents = yamlDocuments(decodeText(bytes, path));
  const unmarked = documents.find(({ afterMark }) => afterMark !== '');
  if (unmarked) {
    const place = { path, line: unmarked.line - 1 };
    const reason = 'nothing but a comment may stand on the line with ---';
    return yield finding('values.document-unreadable', place, { reason });
  }
  const [, second] = documents;
  if (!second) return;
  yield finding('values.documents', { path, line: second.line }, { documents: documents.length });
  for (const document of documents.slice(1)) {
    const fault = faultOf(document);
    if (!fault) continue;
    const { reason, line } = fault;
    return yield finding('values.document-unreadable', { path, line }, { reason });
  }
}

function faultOf({ text, line }: YamlDocument): { reason: string; line: number } | undefined {
  try {
    const document = parseYaml(text, 'values.yaml');
    return !document || isMap(document) ? undefined : { reason: NO_MAP, line };
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    return { reason: error.data.reason, line: line + error.data.line - 1 };
  }
}
