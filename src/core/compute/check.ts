/** The checks, of charts that were packed and of what could not be. Loaded with the first of them. */
import { filterIgnored } from '../chart/ignore-filter.ts';
import { parseIgnore, parseUsable } from '../chart/ignore.ts';
import { MAX_CHART_SIZE } from '../chart/limits.ts';
import { packingOrder } from '../chart/order.ts';
import type { PackedChart } from '../chart/packed.ts';
import { readPacked } from '../chart/read-packed.ts';
import { isFault } from '../chart/part.ts';
import { readFiles } from '../chart/read-files.ts';
import { readHelmignore } from '../chart/read-folder.ts';
import { ChartTree } from '../chart/tree.ts';
import type { ChartArchive } from '../chart/archive.ts';
import { sizeOf, type PartlyRead } from '../chart/files.ts';
import { isChartroomError } from '../errors.ts';
import type { Finding } from '../lint/finding.ts';
import { ignoreRules, refusedRules } from '../lint/ignore-rules.ts';
import { lint, type LintOptions } from '../lint/lint.ts';
import { looseEnd, tooLarge } from '../lint/packed-files.ts';
import { lintProvenance } from '../lint/provenance.ts';

/** The findings about a chart, and about the `.prov` beside it. */
export async function checkPacked(
  chart: PackedChart,
  { unrendered }: LintOptions = {},
): Promise<Finding[]> {
  const { helmignore, provenance } = chart;
  const rules = helmignore === undefined ? undefined : parseIgnore(helmignore);
  const tree = new ChartTree(await readPacked(chart));
  const found = await lint(tree, { rules, ignored: chart.ignored, unrendered });
  const findings = [...found, ...looseEnd('', chart)];
  return provenance ? [...findings, ...(await lintProvenance(provenance, chart))] : findings;
}

/**
 * The findings about a folder that can't be packed. Rules of .helmignore that Helm refuses are
 * passed over, and a folder that is too large to be a chart isn't read.
 */
export async function checkFolder(
  source: PartlyRead,
  { unrendered }: LintOptions = {},
): Promise<Finding[]> {
  const { rules, refused } = parseUsable(await readHelmignore(source));
  const { kept, ignored } = filterIgnored(source.files, rules);
  const found = refusedRules(refused);
  const sizes = kept.map((file) => ({ path: file.path, size: sizeOf(file) }));
  if (sizes.reduce((sum, { size }) => sum + size, 0) >= MAX_CHART_SIZE)
    return [...found, ...ignoreRules(rules, ignored), ...tooLarge(sizes)];
  const { files } = packingOrder(await readFiles(kept));
  return [...found, ...(await lint(new ChartTree(files), { rules, ignored, unrendered }))];
}

/**
 * The findings about the chart in an archive; none if `unpack` finds that it can't be read, or if the
 * chart isn't where an archive has it: then all of it would be missing.
 */
export async function checkArchive(
  unpack: () => Promise<ChartArchive>,
  { unrendered }: LintOptions = {},
): Promise<Finding[]> {
  try {
    const unpacked = await unpack();
    if (isTooDeep(unpacked)) return [];
    const found = await lint(new ChartTree(unpacked.files), { unrendered });
    return [...found, ...looseEnd('', unpacked)];
  } catch (error) {
    if (!isFault(error) && !isChartroomError(error, 'manifest.invalid')) throw error;
    return [];
  }
}

/** Whether the chart lies a folder too deep, as in archives that tar made of `./name`. */
function isTooDeep({ files }: ChartArchive): boolean {
  const paths = files.map(({ path }) => path);
  return !paths.includes('Chart.yaml') && paths.some((path) => /^[^/]+\/Chart\.yaml$/.test(path));
}
