import { isChartroomError } from '../../../src/core/errors.ts';
import type { YamlNode } from '../../../src/core/yaml/node.ts';
import { parseYamlFile } from '../../../src/core/yaml/parse.ts';
import { askGo } from '../../support/go.ts';

/** What a YAML document is: refused for a reason, or a value. */
export interface Reading {
  error: string;
  /** Texts begin with `$`, numbers are texts that begin with `#`. */
  value: unknown;
}

/** Helm's reading; `random` if keys of several types are one text, of which Helm takes any. */
export interface HelmReading extends Reading {
  random: boolean;
}

/** What yaml.v2 makes of documents, as both helms call it; see the Go program beside. */
export function readByHelm(documents: readonly Uint8Array[]): HelmReading[] {
  return askGo(
    'yaml',
    documents.map((bytes) => Buffer.from(bytes).toString('base64')),
  );
}

/** What it is here, in the same form. */
export function readHere(bytes: Uint8Array): Reading {
  try {
    const node = parseYamlFile(bytes, 'x.yaml');
    return { error: '', value: node ? marked(node) : null };
  } catch (error) {
    if (error instanceof Unwritable) return { error: 'not JSON', value: null };
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    return { error: error.data.reason, value: null };
  }
}

/** A value that sigs.k8s.io/yaml can't write as JSON. */
class Unwritable extends Error {}

function marked(node: YamlNode): unknown {
  if (node.kind === 'list') return node.items.map(marked);
  if (node.kind === 'map') {
    if (node.unusable) throw new Unwritable();
    return Object.fromEntries(
      [...node.entries].map(([key, { value }]) => [key, marked(value)] as const),
    );
  }
  const { value } = node;
  if (typeof value === 'string') return `$${value}`;
  if (typeof value === 'bigint') return `#${value}`;
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) throw new Unwritable();
  return Object.is(value, -0) ? '#-0' : `#${value}`;
}
