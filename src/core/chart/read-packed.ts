/** Reads what a packed chart holds; apart from its shape, as the page has no use for gzip and tar. */
import { sliceExtract } from '../archive/extract.ts';
import { readChartArchive } from './archive.ts';
import type { ChartFile } from './files.ts';
import { contentOf, isUnpacked, type PackedChart, type PackedFile } from './packed.ts';
import { bytesOf } from '../read-blob.ts';

/** A packed chart's files, or those of them that are wanted. */
export async function readPacked(
  chart: PackedChart,
  isWanted: (file: PackedFile) => boolean = () => true,
): Promise<ChartFile[]> {
  const files = chart.files.filter(isWanted);
  if (!isUnpacked(chart)) return inArchive(chart, files);
  if (files.length < chart.files.length) {
    const read = files.map(async (file) => ({
      path: file.path,
      bytes: await bytesOf(contentOf(chart, file)),
    }));
    return Promise.all(read);
  }
  // Read all at once, which is faster in browsers than file by file.
  const bytes = await bytesOf(chart.unpacked);
  return files.map(({ offset, size, ...file }) => ({
    ...file,
    bytes: bytes.subarray(offset, offset + size),
  }));
}

/** Files from the archive itself, which is one that was packed here. */
async function inArchive(
  { archive }: PackedChart,
  wanted: readonly PackedFile[],
): Promise<ChartFile[]> {
  const { files } = await readChartArchive(archive, sliceExtract, { verified: true });
  const paths = new Set(wanted.map(({ path }) => path));
  return files.filter(({ path }) => paths.has(path));
}
