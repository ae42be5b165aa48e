/** What `helm lint` looks for in each object that a chart's own templates make. */
import { attempt, type Fault } from '../chart/part.ts';
import { ChartroomError } from '../errors.ts';
import { toBytes } from '../go/utf8.ts';
import type { Rendering } from '../render/for-lint.ts';
import { isBlank } from '../render/manifests/split.ts';
import type { HelmMajor } from '../render/values.ts';
import { decode, type Decoded, type Shape } from '../yaml/decode.ts';
import { yamlDocuments } from '../yaml/documents.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import { deprecationOf } from './deprecated-apis.ts';
import { finding, type Finding } from './finding.ts';
import { brokenNameRule } from './object-name.ts';
import { outputOf, type Output } from './output.ts';
import { unreadable } from './unreadable.ts';

/** Helm 3 looks at no other; Helm 4 at these, however they are written. */
const EXTENSION = { 3: /\.yaml$/, 4: /\.ya?ml$/i } as const;

/** `template.go`, k8sYamlStruct. */
const HEAD = {
  struct: {
    apiVersion: 'text',
    kind: 'text',
    metadata: { struct: { namespace: 'text', name: 'text' } },
  },
} as const satisfies Shape;

/** `template.go`, validateListAnnotations. */
const ITEM = { struct: { metadata: { struct: { annotations: { mapOf: 'text' } } } } } as const;
const LIST = { struct: { items: { list: ITEM } } } as const satisfies Shape;

/** Kubernetes reads what begins with a brace as JSON, which may be indented by tabs. */
const BEFORE_JSON = /^((?:[ \t\r]*\n)*)[ \t]+(?=\{)/;

const NEEDS_SELECTOR = /^(?:Deployment|ReplicaSet|DaemonSet|StatefulSet)$/;
const RESOURCE_POLICY = 'helm.sh/resource-policy';

/** A document of an output. */
interface Document {
  root: YamlNode;
  /** The lines of the output before it. */
  before: number;
  output: Output;
}

/** Helm stops at the first document that isn't YAML; here the other templates are looked at too. */
export function objectFindings(rendering: Rendering, helm: HelmMajor): Finding[] {
  const { chart, files, marks } = rendering;
  return chart.tree.templates.flatMap((file) => {
    const name = `${chart.fullPath}/${file.path}`;
    const text = files.get(name) ?? '';
    if (!EXTENSION[helm].test(file.path) || isBlank(text)) return [];
    return [...ofOutput(outputOf(file, text, marks.get(name) ?? []))];
  });
}

function* ofOutput(output: Output): Iterable<Finding> {
  const { path, text, placeAt } = output;
  const first = text.split('\n').findIndex((line) => !isBlank(line));
  if (/^[ \t]/.test(text.split('\n')[first] ?? ''))
    yield finding('template.indent', placeAt(first + 1), {});
  const documents = yamlDocuments(toBytes(text.replace(BEFORE_JSON, '$1')));
  for (const [i, { bytes, line, afterMark }] of documents.entries()) {
    // Kubernetes' reader sees what is behind a mark before it hands on what is above it.
    const next = documents[i + 1];
    const isEnd = next !== undefined && next.line - 1 === line + linesIn(bytes);
    const marked = afterMark ? line : isEnd && next.afterMark ? next.line : undefined;
    if (marked !== undefined) {
      const place = { path, line: marked - 1, column: 1 };
      const error = new ChartroomError('chart.yaml-invalid', { ...place, reason: 'after-mark' });
      return yield notYaml({ path, error }, 0, output);
    }
    const before = line - 1;
    const root = attempt(path, () => parseYamlFile(bytes, path));
    if ('fault' in root) return yield notYaml(root.fault, before, output);
    if (!root.value || isNull(root.value)) continue;
    const head = attempt(path, () => decode(HEAD, root.value as YamlNode, path));
    if ('fault' in head) return yield notYaml(head.fault, before, output);
    yield* ofObject(head.value ?? {}, { root: root.value, before, output });
  }
}

function linesIn(bytes: Uint8Array): number {
  return bytes.filter((byte) => byte === 0x0a).length;
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** Places are those of the output until here. */
function notYaml(fault: Fault, before: number, { placeAt }: Output): Finding {
  const found = unreadable('template.not-yaml', fault, before);
  return { ...found, column: undefined, ...placeAt(found.line ?? 1) };
}

function* ofObject(
  { apiVersion = '', kind = '', metadata }: Decoded<typeof HEAD>,
  { root, before, output }: Document,
): Iterable<Finding> {
  const name = metadata?.name ?? '';
  const placeOf = (...steps: string[]) =>
    output.placeAt((entryAt(root, ...steps)?.at ?? root.at).line + before);
  const rule = brokenNameRule(kind, name);
  const ofName = entryAt(root, 'metadata', 'name') ? ['metadata', 'name'] : ['metadata'];
  if (rule) yield finding('template.object-name', placeOf(...ofName), { kind, name, rule });
  const deprecation = deprecationOf(apiVersion, kind);
  if (deprecation)
    yield finding('template.api-deprecated', placeOf('apiVersion'), {
      ...{ apiVersion, kind },
      ...deprecation,
    });
  if (NEEDS_SELECTOR.test(kind) && !/matchLabels|matchExpressions/.test(output.text))
    yield finding('template.selector-missing', placeOf('kind'), { kind, name });
  if (kind === 'List') yield* listAnnotations(output);
}

/** Helm reads the first document of the file here, whichever the list is in. */
function* listAnnotations(output: Output): Iterable<Finding> {
  const { path, text, placeAt } = output;
  const list = attempt(path, () => {
    const root = parseYamlFile(toBytes(text), path);
    return root && { root, value: decode(LIST, root, path) };
  });
  if ('fault' in list) return yield notYaml(list.fault, 0, output);
  if (!list.value) return;
  const { root, value } = list.value;
  for (const [i, item] of (value?.items ?? []).entries()) {
    if (item?.metadata?.annotations?.[RESOURCE_POLICY] === undefined) continue;
    const at = entryAt(root, 'items', i, 'metadata', 'annotations', RESOURCE_POLICY)?.at;
    return yield finding('template.list-annotation', placeAt((at ?? root.at).line), {});
  }
}
