import type { ChartFile } from '../chart/files.ts';
import type { ChartTree } from '../chart/tree.ts';
import { readDocuments } from '../chart/read-yaml.ts';
import { mapOnly } from '../chart/values.ts';
import { isChartroomError, type ErrorDetails } from '../errors.ts';
import { isRecord } from '../json.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import { finding, type Finding } from './finding.ts';
import { unreadable } from './unreadable.ts';
import { checkSchema } from './values-schema.ts';

/** helm `values.go`: values.yaml must exist, be a map, and match values.schema.json. */
export async function* values(chart: ChartTree): AsyncIterable<Finding> {
  const file = chart.files.get('values.yaml');
  const values = chart.values();
  if (!file || !values) return yield finding('values.missing', { path: 'values.yaml' }, {});
  if ('fault' in values) return yield unreadable('values.unreadable', values.fault);
  const { value, document } = values.value;
  if (chart.schema) {
    const checked = { kept: value, leftOut: withoutNulls(value), document };
    yield* await checkSchema(checked, chart.schema);
  }
  yield* allDocuments(file);
}

/**
 * Values as Helm 4 installs them: nulls among a chart's own defaults are left out, save in lists
 * (helm 4 `pkg/chart/common/util/coalesce.go`, cleanNilValues); the same value if there are none.
 */
function withoutNulls(value: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(value);
  const cleaned = entries
    .filter(([, member]) => member !== null && member !== undefined)
    .map(([key, member]) => [key, isRecord(member) ? withoutNulls(member) : member] as const);
  const isSame =
    cleaned.length === entries.length && cleaned.every(([key, member]) => member === value[key]);
  return isSame ? value : Object.fromEntries(cleaned);
}

/**
 * What only Helm 4 makes of the file: it cuts it into documents and merges them, where Helm 3 reads
 * the first as yaml.v2 finds it; it refuses a chart if it can't (helm 4
 * `pkg/chart/v2/loader/load.go`, LoadValues).
 */
function* allDocuments(file: ChartFile): Iterable<Finding> {
  const { path } = file;
  const documents = readDocuments(file);
  const unmarked = documents.find(({ afterMark }) => afterMark !== '');
  if (unmarked) {
    const place = { path, line: unmarked.line - 1 };
    return yield finding('values.document-unreadable', place, { reason: 'after-mark' });
  }
  const [first, second] = documents;
  const inFirst = first && faultOf(first);
  if (inFirst) {
    const line = first.line + inFirst.line - 1;
    return yield finding('values.only-helm-3', { path, line }, inFirst);
  }
  if (!second) return;
  yield finding('values.documents', { path, line: second.line }, { documents: documents.length });
  for (const document of documents.slice(1)) {
    const fault = faultOf(document);
    if (!fault) continue;
    const line = document.line + fault.line - 1;
    return yield finding('values.document-unreadable', { path, line }, fault);
  }
}

/** The fault of a document, if any; its line counts from the document's beginning. */
function faultOf({ bytes }: YamlDocument): ErrorDetails['chart.yaml-invalid'] | undefined {
  try {
    mapOnly(parseYamlFile(bytes, 'values.yaml'), 'values.yaml');
    return undefined;
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    return error.data;
  }
}
