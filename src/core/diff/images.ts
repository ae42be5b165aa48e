import type { ChartTree } from '../chart/tree.ts';
import { readArtifactHub } from '../chart/artifact-hub.ts';
import { formatPath, type ValuePath } from '../values/path.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ImageChange } from './comparison.ts';
import { courseOf } from './course.ts';

/** Bounds of what is looked at and listed. */
const MOST_STEPS = 100_000;
const MOST = 500;
const DEEPEST = 20;
/** What a map has beside `repository`, if that is an image's. */
const BESIDE = ['tag', 'registry', 'digest', 'sha', 'pullPolicy', 'imagePullPolicy'];

interface Image {
  from: ImageChange['from'];
  place: string;
  reference: string;
}

/**
 * The images of both charts, as far as they are named without rendering: by the annotation
 * `artifacthub.io/images`, and by values that look like an image (`image: a/b:1`, or `repository`
 * beside `tag`). Templates may put others together.
 */
export function compareImages(before: ChartTree, after: ChartTree): ImageChange[] {
  const [a, b] = [imagesOf(before), imagesOf(after)];
  return [...new Set([...b.keys(), ...a.keys()])].slice(0, MOST).map((key): ImageChange => {
    const [then, now] = [a.get(key), b.get(key)];
    const { from, place } = (now ?? then) as Image;
    const [was, is] = [then?.reference, now?.reference];
    if (was === undefined) return { from, place, state: 'added', after: is };
    if (is === undefined) return { from, place, state: 'removed', before: was };
    if (was === is) return { from, place, state: 'same', before: was, after: is };
    // Another image is no version of this one.
    const course = nameIn(was) === nameIn(is) ? courseOf(tagIn(was), tagIn(is)) : undefined;
    return { from, place, state: 'changed', course, before: was, after: is };
  });
}

function imagesOf(tree: ChartTree): Map<string, Image> {
  const images = new Map<string, Image>();
  const add = (image: Image) => images.set(`${image.from} ${image.place}`, image);
  for (const { name, image } of readArtifactHub(annotationsOf(tree)).images) {
    add({ from: 'annotation', place: name || nameIn(image), reference: image });
  }
  const values = tree.values();
  const document = values && 'value' in values ? values.value.document : undefined;
  for (const { path, reference } of imagesIn(document)) {
    add({ from: 'values', place: formatPath(path), reference });
  }
  return images;
}

function annotationsOf(tree: ChartTree): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree.written.annotations ?? {}).flatMap(([key, text]) =>
      text === undefined ? [] : [[key, text]],
    ),
  );
}

interface Found {
  path: ValuePath;
  reference: string;
}

function imagesIn(document: YamlNode | undefined): Found[] {
  const found: Found[] = [];
  let steps = MOST_STEPS;
  if (document) look(document, []);
  return found;

  function look(node: YamlNode, path: ValuePath): void {
    if (steps-- <= 0 || found.length > MOST || path.length > DEEPEST) return;
    if (node.kind === 'list') node.items.forEach((item, i) => look(item, [...path, i]));
    if (node.kind !== 'map') return;
    const reference = referenceIn(node);
    if (reference !== undefined) found.push({ path, reference });
    for (const [key, { value }] of node.entries) {
      const text = textOf(value);
      const isImage = /^image$/i.test(key) && text !== undefined && /^[\w.-]+[/:]\S+$/.test(text);
      if (isImage) found.push({ path: [...path, key], reference: text });
      else look(value, [...path, key]);
    }
  }
}

/** `registry/repository:tag@digest` of a map that holds these. */
function referenceIn(node: YamlNode & { kind: 'map' }): string | undefined {
  const at = (key: string) => {
    const entry = node.entries.get(key);
    return (entry && textOf(entry.value)) || undefined;
  };
  const repository = at('repository');
  if (repository === undefined || !BESIDE.some((key) => node.entries.has(key))) return undefined;
  // The address of a repository of charts.
  if (repository.includes('://')) return undefined;
  const [registry, tag] = [at('registry'), at('tag')];
  const digest = at('digest') ?? at('sha');
  return [
    registry === undefined ? '' : `${registry}/`,
    repository,
    tag === undefined ? '' : `:${tag}`,
    digest === undefined ? '' : `@${digest}`,
  ].join('');
}

function textOf(node: YamlNode): string | undefined {
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  return String(node.value);
}

function nameIn(reference: string): string {
  return reference.replace(/[:@][^/]*$/, '');
}

function tagIn(reference: string): string | undefined {
  return /:([^/:@]+)(?:@.*)?$/.exec(reference)?.[1];
}
