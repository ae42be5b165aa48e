import type { ChartFile } from '../chart/files.ts';
import type { ChartTree } from '../chart/tree.ts';
import { readDocuments } from '../chart/read-yaml.ts';
import { mapOnly } from '../chart/values.ts';
import { isChartroomError, type ErrorDetails } from '../errors.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import { finding, type Finding } from './finding.ts';
import { unreadable } from './unreadable.ts';

/** helm `values.go`: values.yaml must exist and be a map. */
export function* values(chart: ChartTree): Iterable<Finding> {
  const file = chart.files.get('values.yaml');
  const values = chart.values();
  if (!file || !values) return yield finding('values.missing', { path: 'values.yaml' }, {});
  if ('fault' in values) return yield unreadable('values.unreadable', values.fault);
  yield* allDocuments(file);
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
