/** What of a `.tgz` must be the same whether Helm packed a folder or we did. */
import { readChartArchive } from '../../../src/core/chart/archive.ts';
import { sliceExtract } from '../../../src/core/archive/extract.ts';
import { byteOrder } from '../../../src/core/go/byte-order.ts';
import { decodeText } from '../../../src/core/yaml/scan/read-source.ts';
import type { ChartFile } from '../../../src/core/chart/files.ts';
import { decode } from '../../../src/core/yaml/decode.ts';
import { metadataOf } from '../../../src/core/chart/tree.ts';
import { configJson } from '../../../src/core/chart/metadata-json.ts';
import { METADATA } from '../../../src/core/chart/metadata-shape.ts';
import { packingOrder } from '../../../src/core/chart/order.ts';
import { NAMED, partsOf } from '../../../src/core/chart/parts.ts';
import { parseYaml } from '../../../src/core/yaml/parse.ts';

/** A file of a chart: its path and its bytes, or what they mean where Helm writes them anew. */
export type WrittenFile = [path: string, content: string];

/**
 * A chart's files as Helm writes them, in its order: what it re-serialises as its meaning,
 * archives in charts/ unpacked, subcharts under their own names and sorted by these (Helm's
 * own order of subcharts is random), and what is provenance in charts/ last (it belongs to the
 * outer chart where it comes from a folder, to the inner one where it comes from an archive).
 *
 * `files` are either Helm's own, which this leaves as they are, or ours.
 */
export async function asHelmWrites(
  files: readonly ChartFile[],
  prefix = '',
): Promise<WrittenFile[]> {
  const metadata = metadataOf(files);
  const isV1 = metadata.apiVersion === 'v1';
  const own: WrittenFile[] = [];
  const provenance: WrittenFile[] = [];
  const subcharts = new Map<string, ChartFile[]>();
  for (const { path, bytes } of files) {
    const [, entry, rest] = /^charts\/([^/]+)(?:\/(.*))?$/.exec(path) ?? [];
    if (path === 'Chart.yaml') {
      // Of a v1 chart Helm writes the dependencies only into requirements.yaml.
      const { dependencies, ...rest } = metadata;
      own.push([`${prefix}${path}`, configJson(isV1 || !dependencies ? rest : metadata)]);
    } else if (path === 'Chart.lock' || (path === 'requirements.lock' && !isV1)) {
      const lock = meaningOfLock(bytes);
      // Of both the later one counts, which is requirements.lock.
      const place = `${prefix}Chart.lock`;
      if (lock) own.splice(1, own[1]?.[0] === place ? 1 : 0, [place, lock]);
    } else if (path === 'requirements.yaml' && !isV1) {
      continue; // Helm has merged it into Chart.yaml, and so has configJson.
    } else if (path.startsWith('charts/') && path.endsWith('.prov')) {
      provenance.push([`${prefix}${path}`, contentOf(bytes)]);
    } else if (entry === undefined) {
      own.push([`${prefix}${path}`, contentOf(bytes)]);
    } else if (rest === undefined) {
      const { files: inner } = await readChartArchive(new Blob([bytes]), sliceExtract);
      subcharts.set(entry, asUnpacked(inner));
    } else {
      const before = subcharts.get(entry) ?? [];
      subcharts.set(entry, [...before, { path: rest, bytes }]);
    }
  }
  const written = await Promise.all(
    [...subcharts.values()].map(async (inner) => {
      const { name } = metadataOf(inner);
      return { name, files: await asHelmWrites(inner, `${prefix}charts/${name}/`) };
    }),
  );
  written.sort((a, b) => byteOrder(a.name, b.name));
  const below = [...provenance, ...written.flatMap((subchart) => subchart.files)];
  const isProvenance = ([path]: WrittenFile) => path.endsWith('.prov');
  return [
    ...own,
    ...below.filter((file) => !isProvenance(file)),
    ...below.filter(isProvenance).sort(([a], [b]) => byteOrder(a, b)),
  ];
}

/**
 * The files of an archive in charts/ in the order in which Helm writes them: within each part that
 * of the archive, which Helm doesn't sort as it does the files of a folder.
 */
function asUnpacked(files: readonly ChartFile[]): ChartFile[] {
  const { leftOut } = packingOrder(files);
  return inParts(files).filter(({ path }) => !leftOut.includes(path));
}

function inParts(files: readonly ChartFile[], root = ''): ChartFile[] {
  const { named, templates, others, charts } = partsOf(files, root);
  return [
    ...NAMED.flatMap((name) => named.get(name) ?? []),
    ...templates,
    ...others,
    ...[...charts].flatMap(([name, own]) => inParts(own, `${root}charts/${name}/`)),
  ];
}

/** Helm drops a byte order mark. */
function contentOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text.replace(/^\u00ef\u00bb\u00bf/, '');
}

/** Digest and dependencies of a lock; undefined where it is empty, which Helm drops. */
function meaningOfLock(bytes: Uint8Array): string | undefined {
  const document = parseYaml(decodeText(bytes, 'Chart.lock'), 'Chart.lock');
  if (document?.kind !== 'map') return undefined;
  const digest = document.entries.get('digest')?.value;
  return JSON.stringify([
    digest?.kind === 'scalar' && digest.value,
    decode(METADATA, document, 'Chart.lock'),
  ]);
}
