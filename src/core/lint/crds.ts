import type { ChartTree } from '../chart/tree.ts';
import type { ChartFile } from '../chart/files.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { isChartroomError, type YamlFault } from '../errors.ts';
import { finding, type Finding } from './finding.ts';
import { yamlDocuments } from '../yaml/documents.ts';

const decoder = new TextDecoder();

/**
 * Files in crds/ must be CustomResourceDefinitions and not templates (Helm 4, `rules/crds.go`; Helm
 * 3 notices only when the chart is installed).
 */
export function* crds(chart: ChartTree): Iterable<Finding> {
  if (chart.files.has('crds')) yield finding('crds.not-folder', { path: 'crds' }, {});
  for (const file of chart.crds) yield* crdFile(file);
}

function* crdFile({ path, bytes }: ChartFile): Iterable<Finding> {
  for (const { text, line } of yamlDocuments(decoder.decode(bytes))) {
    const place = { path, line };
    const object = headOf(text);
    if (!object) continue;
    if ('fault' in object) return yield finding('crd.unreadable', place, object.fault);
    const { apiVersion, kind } = object;
    if (!apiVersion.startsWith('apiextensions.k8s.io'))
      yield finding('crd.api-version', place, { apiVersion });
    if (kind !== 'CustomResourceDefinition') yield finding('crd.kind', place, { kind });
  }
}

/**
 * The two fields that identify the kind of an object, or the fault of a document; undefined for an
 * empty document.
 */
type Head = { apiVersion: string; kind: string } | { fault: YamlFault } | undefined;

const API_VERSION = /^apiVersion:[ \t]+["']?([^\s"'#]+)/m;
const KIND = /^kind:[ \t]+["']?([^\s"'#]+)/m;
/** A template's braces, or a tab where YAML wants spaces. */
const SUSPICIOUS = /\{\{|^[ ]*\t/m;

/**
 * CRDs are the largest YAML files that charts have, and parsing takes a quarter of a second for
 * half a megabyte; so a document that begins as it should and contains no braces isn't parsed to
 * its end.
 */
function headOf(text: string): Head {
  const apiVersion = API_VERSION.exec(text)?.[1];
  const kind = KIND.exec(text)?.[1];
  if (apiVersion && kind && !SUSPICIOUS.test(text)) return { apiVersion, kind };
  try {
    const document = parseYaml(text, 'crds');
    return document && fieldsOf(document);
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    return { fault: error.data };
  }
}

function fieldsOf(document: YamlNode): Head {
  if (document.kind === 'scalar' && document.value === null) return undefined;
  if (document.kind !== 'map') return { fault: { reason: 'no-map' } };
  const field = (name: string) => {
    const value = entryAt(document, name)?.value;
    return value?.kind === 'scalar' ? String(value.value ?? '') : '';
  };
  return { apiVersion: field('apiVersion'), kind: field('kind') };
}
