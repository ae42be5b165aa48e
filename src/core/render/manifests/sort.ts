import { isChartroomError } from '../../errors.ts';
import { byteOrder } from '../../go/byte-order.ts';
import { toBytes } from '../../go/utf8.ts';
import { decode, type Shape } from '../../yaml/decode.ts';
import { goYamlError } from '../../yaml/go-error.ts';
import { parseYamlFile } from '../../yaml/parse.ts';
import { RenderError } from '../engine/engine.ts';
import type { HelmMajor } from '../loaded.ts';
import { headMisfit } from './head-misfit.ts';
import { inInstallOrder } from './install-order.ts';
import { isBlank, splitManifests } from './split.ts';

/** An object as a template wrote it. */
export interface Manifest {
  /** The template's path. */
  path: string;
  text: string;
  apiVersion: string;
  kind: string;
  name: string;
  /** As it is written: the release's own is left out by most. */
  namespace: string;
  /** The hook's events; undefined for what is no hook. */
  hooks?: string[];
}

export interface Sorted {
  manifests: Manifest[];
  hooks: Manifest[];
}

const HEAD = {
  struct: {
    apiVersion: 'text',
    kind: 'text',
    metadata: { struct: { name: 'text', namespace: 'any', annotations: { mapOf: 'text' } } },
  },
} as const satisfies Shape;

const HOOK = 'helm.sh/hook';
const EVENTS: ReadonlySet<string> = new Set([
  ...['pre-install', 'post-install', 'pre-delete', 'post-delete', 'pre-upgrade', 'post-upgrade'],
  ...['pre-rollback', 'post-rollback', 'test', 'test-success'],
]);

/**
 * The objects in what templates wrote, in the order in which Helm installs them, and the hooks apart
 * (helm `pkg/release/v1/util/manifest_sorter.go`). A hook whose event Helm doesn't know is left out.
 * Throws a `RenderError` for what is no YAML.
 */
export function sortManifests(files: ReadonlyMap<string, string>, helm: HelmMajor): Sorted {
  const manifests: Manifest[] = [];
  const hooks: Manifest[] = [];
  for (const path of [...files.keys()].sort(byteOrder)) {
    const content = files.get(path) as string;
    if (isBlank(content)) continue;
    for (const text of splitManifests(content, helm)) {
      const manifest = read(path, text, helm);
      if (!manifest.hooks) manifests.push(manifest);
      else if (manifest.hooks.every((event) => EVENTS.has(event))) hooks.push(manifest);
    }
  }
  return { manifests: inInstallOrder(manifests, helm), hooks: inInstallOrder(hooks, helm) };
}

function read(path: string, text: string, helm: HelmMajor): Manifest {
  const { apiVersion = '', kind = '', metadata } = headOf(path, text, helm);
  const hook = metadata?.annotations?.[HOOK];
  const hooks = hook?.split(',').map((event) => event.trim().toLowerCase());
  const name = metadata?.name ?? '';
  // Helm doesn't look at it, so it may be anything.
  const namespace = typeof metadata?.namespace === 'string' ? metadata.namespace : '';
  return { path, text, apiVersion, kind, name, namespace, ...(hooks && { hooks }) };
}

function headOf(path: string, text: string, helm: HelmMajor) {
  const refused = (words: string, cause: unknown) =>
    new RenderError(`YAML parse error on ${path}: ${words}`, { cause });
  let document;
  try {
    document = parseYamlFile(toBytes(text), path);
    return (document && decode(HEAD, document, path)) ?? {};
  } catch (error) {
    if (isChartroomError(error, 'chart.yaml-invalid'))
      throw refused(`error converting YAML to JSON: ${goYamlError(error)}`, error);
    if (isChartroomError(error, 'chart.metadata-invalid') && document) {
      const words = headMisfit(document, helm);
      throw refused(`error unmarshaling JSON: while decoding JSON: ${words}`, error);
    }
    throw error;
  }
}
