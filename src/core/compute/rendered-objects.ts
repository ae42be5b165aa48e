import type { ChartTree } from '../chart/tree.ts';
import type { Lines } from '../render/print.ts';
import type { Rendered, Source } from '../render/render.ts';
import { templateFile } from '../render/template-file.ts';
import type { RenderedObject } from './rendering.ts';

/** What a page lists of a rendering, `places` being those of its objects in the text. */
export async function renderedObjects(
  tree: ChartTree,
  { manifests, hooks }: Rendered,
  places: readonly Lines[],
): Promise<RenderedObject[]> {
  /** Most templates make several objects. */
  const files = new Map<string, string | undefined>();
  const objects: RenderedObject[] = [];
  for (const [i, source] of [...manifests, ...hooks].entries()) {
    const { path } = source;
    if (!files.has(path)) files.set(path, (await templateFile(tree, path))?.path);
    const place = places[i] as Lines;
    objects.push({ ...headOf(source), ...place, source: path, file: files.get(path) });
  }
  return objects;
}

/** A file of CRDs is printed as it is, and isn't read by Helm: all that is looked for is a name. */
function headOf(source: Source): Omit<RenderedObject, 'source' | 'file' | keyof Lines> {
  if ('kind' in source) {
    const { kind, apiVersion, name, namespace, hooks } = source;
    return { kind, apiVersion, name, namespace, hooks, isCrd: false };
  }
  const [, apiVersion = ''] = /^apiVersion:[ \t]+(\S+)/m.exec(source.text) ?? [];
  const [, kind = ''] = /^kind:[ \t]+(\S+)/m.exec(source.text) ?? [];
  const [, name = ''] = /^ {2}name:[ \t]+(\S+)/m.exec(source.text) ?? [];
  return { kind, apiVersion, name, namespace: '', isCrd: true };
}
