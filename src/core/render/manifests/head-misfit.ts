import { byteOrder } from '../../go/byte-order.ts';
import { entryAt, type YamlNode } from '../../yaml/node.ts';
import { jsonKindOf } from '../json-kind.ts';
import type { HelmMajor } from '../loaded.ts';

const METADATA_TYPE = String.raw`struct { Name string "json:\"name\""; Annotations map[string]string "json:\"annotations\"" }`;

/** encoding/json's words for an object whose head has other types than Helm's (SimpleHead). */
export function headMisfit(document: YamlNode, helm: HelmMajor): string {
  const type = helm === 3 ? 'releaseutil.SimpleHead' : 'util.SimpleHead';
  if (document.kind !== 'map') return told(document, `value of type ${type}`);
  for (const field of ['apiVersion', 'kind']) {
    const value = entryAt(document, field)?.value;
    if (value && value.kind !== 'scalar')
      return told(value, `struct field SimpleHead.${field} of type string`);
  }
  const metadata = entryAt(document, 'metadata')?.value as YamlNode;
  if (metadata.kind !== 'map')
    return told(metadata, `struct field SimpleHead.metadata of type ${METADATA_TYPE}`);
  const annotations = entryAt(metadata, 'annotations')?.value;
  if (!annotations || (annotations.kind === 'scalar' && annotations.value === null))
    return told(
      entryAt(metadata, 'name')?.value as YamlNode,
      'struct field .metadata.name of type string',
    );
  if (annotations.kind !== 'map')
    return told(annotations, 'struct field .metadata.annotations of type map[string]string');
  const [, wrong] =
    [...annotations.entries]
      .sort(([a], [b]) => byteOrder(a, b))
      .find(([, { value }]) => value.kind !== 'scalar') ?? [];
  return wrong
    ? told(wrong.value, 'struct field .metadata.annotations of type string')
    : told(
        entryAt(metadata, 'name')?.value as YamlNode,
        'struct field .metadata.name of type string',
      );
}

function told(node: YamlNode, into: string): string {
  return `json: cannot unmarshal ${jsonKindOf(node)} into Go ${into}`;
}
