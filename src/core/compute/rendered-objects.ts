import type { ChartTree } from '../chart/tree.ts';
import { fromBytes } from '../go/utf8.ts';
import type { Lines } from '../render/print.ts';
import type { Rendered, Source } from '../render/render.ts';
import { templateFile, type FoundFile } from '../render/template-file.ts';
import type { RenderedObject } from './rendering.ts';

const KIND = /^\s*kind:\s*["']?([A-Za-z]+)["']?\s*$/;

/** What a page lists of a rendering, `places` being those of its objects in the text. */
export async function renderedObjects(
  tree: ChartTree,
  { manifests, hooks }: Rendered,
  places: readonly Lines[],
): Promise<RenderedObject[]> {
  /** Most templates make several objects. */
  const files = new Map<string, FoundFile | undefined>();
  const objects: RenderedObject[] = [];
  for (const [i, source] of [...manifests, ...hooks].entries()) {
    const { path } = source;
    if (!files.has(path)) files.set(path, await templateFile(tree, path));
    const found = files.get(path);
    const head = headOf(source);
    objects.push({
      ...head,
      ...(places[i] as Lines),
      source: path,
      file: found?.path,
      fileLine: found && kindLine(fromBytes(found.file.bytes), head.kind),
    });
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

/** Where a template writes this kind of object, if it does so in one line alone. */
function kindLine(template: string, kind: string): number | undefined {
  const lines = template.split('\n');
  const written = lines.flatMap((line, i) => (KIND.exec(line)?.[1] === kind ? [i + 1] : []));
  return written.length === 1 ? written[0] : undefined;
}
