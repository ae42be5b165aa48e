import type { ChartTree } from '../chart/tree.ts';
import type { ChartFile } from '../chart/files.ts';
import { attempt } from '../chart/part.ts';
import { readDocuments } from '../chart/read-yaml.ts';
import { ChartroomError } from '../errors.ts';
import { decode, type Shape } from '../yaml/decode.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import { finding, type Finding } from './finding.ts';
import { unreadable } from './unreadable.ts';

/**
 * Files in crds/ must be CustomResourceDefinitions and not templates (Helm 4, `rules/crds.go`; Helm
 * 3 notices only when the chart is installed).
 */
export function* crds(chart: ChartTree): Iterable<Finding> {
  if (chart.files.has('crds')) yield finding('crds.not-folder', { path: 'crds' }, {});
  for (const file of chart.crds) yield* crdFile(file);
}

/** The fields that Helm 4's lint decodes (`rules/template.go`, k8sYamlStruct). */
const HEAD = {
  struct: {
    apiVersion: 'text',
    kind: 'text',
    metadata: { struct: { namespace: 'text', name: 'text' } },
  },
} as const satisfies Shape;

/** All documents are parsed to their end, as Helm does; it stops at the first that it can't read. */
function* crdFile(file: ChartFile): Iterable<Finding> {
  const { path } = file;
  for (const document of readDocuments(file)) {
    const head = attempt(path, () => headOf(document, path));
    if ('fault' in head) return yield unreadable('crd.unreadable', head.fault, document.line - 1);
    if (!head.value) continue;
    const { apiVersion = '', kind = '' } = head.value;
    const place = { path, line: document.line };
    if (!apiVersion.startsWith('apiextensions.k8s.io'))
      yield finding('crd.api-version', place, { apiVersion });
    if (kind !== 'CustomResourceDefinition') yield finding('crd.kind', place, { kind });
  }
}

/** Undefined for a document that is empty or null. */
function headOf({ bytes, afterMark }: YamlDocument, path: string) {
  if (afterMark !== '') {
    const place = { path, line: 0, column: 1 };
    throw new ChartroomError('chart.yaml-invalid', { ...place, reason: 'after-mark' });
  }
  const document = parseYamlFile(bytes, path);
  return document && decode(HEAD, document, path);
}
