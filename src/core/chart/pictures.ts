import type { ChartMetadata } from './metadata.ts';

/** Bytes of a picture that is shown: in the page it is text, a third longer. */
const MAX_SIZE = 1_000_000;
/** SVG is drawn by the page's own thread, and anew each time that the page is laid out. */
const MAX_SVG_SIZE = 200_000;
/**
 * The elements of SVG that can be nested so that drawing a few lines takes minutes. Real icons have
 * a few of them or none.
 */
const COSTLY = /<(?:[\w-]+:)?(?:use|pattern|mask|filter|marker|foreignObject|animate\w*)\b/gi;
const MOST_COSTLY = 16;

const SVG = 'image/svg+xml';
const TYPES = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['svg', SVG],
]);
/** A file that is the icon of a chart whose Chart.yaml doesn't say so, or names a place in the web. */
const ICON_FILE = /^(?:icon|logo)\.[a-z]+$/i;

/** The media type of a picture by its file's name; undefined for other files. */
export function pictureType(path: string): string | undefined {
  return TYPES.get(/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '');
}

/**
 * A picture from a chart as a blob with its media type, to be shown as an image, where no script in
 * it runs; undefined if it is too large, or an SVG that may take too long to be drawn.
 */
export async function pictureOf(content: Blob, path: string): Promise<Blob | undefined> {
  const type = pictureType(path);
  if (type === undefined || content.size > (type === SVG ? MAX_SVG_SIZE : MAX_SIZE)) {
    return undefined;
  }
  if (type === SVG && isCostly(await content.text())) return undefined;
  return content.slice(0, content.size, type);
}

function isCostly(svg: string): boolean {
  return (svg.match(COSTLY)?.length ?? 0) > MOST_COSTLY || /<!ENTITY/i.test(svg);
}

/** Where a chart's icon is: a file of the chart, by its path, or a place in the web. */
export type Icon<File> = { kind: 'file'; file: File } | { kind: 'web'; url: string };

/**
 * The icon of a chart: the file that Chart.yaml names, `icon.*` or `logo.*` beside Chart.yaml, or
 * the address in Chart.yaml.
 */
export function iconOf<File extends { path: string }>(
  { icon = '' }: Pick<ChartMetadata, 'icon'>,
  files: readonly File[],
): Icon<File> | undefined {
  const named = icon.replace(/^(?:file:\/\/|\.\/)/, '');
  const pictures = files.filter(({ path }) => pictureType(path) !== undefined);
  const file =
    pictures.find(({ path }) => path === named) ??
    pictures.find(({ path }) => ICON_FILE.test(path));
  if (file) return { kind: 'file', file };
  return /^https?:\/\//i.test(icon) && URL.canParse(icon) ? { kind: 'web', url: icon } : undefined;
}
