/** The images that a chart would run, from its rendered objects. */
import { entryAt, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { rootOf, type ObjectText } from './objects.ts';

const DEEPEST = 100;

/** An image, and the objects that name it, as `Deployment web`. */
export interface RunImage {
  reference: string;
  objects: string[];
}

/**
 * Every `image` of every object, whatever its kind: containers of all sorts, and what custom
 * resources have under that key, also as `repository` and `tag`; and volumes that are images
 * (`image.reference`). Definitions of resources only describe such fields. In the order of the
 * objects, each image once.
 */
export function runImages(objects: readonly ObjectText[]): RunImage[] {
  const found = new Map<string, Set<string>>();
  for (const object of objects) {
    const root = object.kind === 'CustomResourceDefinition' ? undefined : rootOf(object);
    if (!root) continue;
    for (const reference of imagesIn(root, 0)) {
      const named = found.get(reference) ?? new Set();
      found.set(reference, named.add(`${object.kind} ${object.name}`));
    }
  }
  return [...found].map(([reference, named]) => ({ reference, objects: [...named] }));
}

function* imagesIn(node: YamlNode, depth: number): Iterable<string> {
  if (depth > DEEPEST) return;
  if (node.kind === 'list') for (const item of node.items) yield* imagesIn(item, depth + 1);
  if (node.kind !== 'map') return;
  for (const [key, { value }] of node.entries) {
    const reference = key === 'image' ? referenceIn(value) : undefined;
    if (reference === undefined) yield* imagesIn(value, depth + 1);
    else yield reference;
  }
}

function referenceIn(node: YamlNode): string | undefined {
  if (node.kind === 'map') return joined(node);
  return textOf(node);
}

function joined(map: YamlMap): string | undefined {
  const at = (key: string) => textOf(entryAt(map, key)?.value);
  const repository = at('repository');
  if (repository === undefined) return at('reference');
  const [registry, tag, digest] = [at('registry'), at('tag'), at('digest')];
  return [
    registry === undefined ? '' : `${registry}/`,
    repository,
    tag === undefined ? '' : `:${tag}`,
    digest === undefined ? '' : `@${digest}`,
  ].join('');
}

function textOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  return String(node.value) || undefined;
}
