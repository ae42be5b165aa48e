import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChartArchive } from '../../../src/core/chart/archive.ts';
import { sliceExtract } from '../../../src/core/archive/extract.ts';
import { loadFolder } from '../../../src/core/chart/read-folder.ts';
import { createInlineCompute } from '../../../src/core/compute/inline.ts';
import { isChartroomError } from '../../../src/core/errors.ts';
import type { Finding } from '../../../src/core/lint/finding.ts';
import { linksIn } from './corpus.ts';
import { folderSource } from './folder-source.ts';
import { helmPackage, type Packaged } from './helm-package.ts';
import { asHelmWrites, type WrittenFile } from './written-chart.ts';

/** What came of one folder; all that isn't `same` is a difference, explained or not. */
export interface Comparison {
  folder: string;
  outcome: 'same' | 'both refuse' | 'different' | keyof typeof EXPLAINED;
  /** The first thing that differs, by us and by each helm. */
  difference?: string[];
}

/** `repeats` where an archive has a path twice. */
type Made = { files: WrittenFile[]; repeats: boolean } | { refused: string };

/** Differences that are meant, each with what it is recognised by; see docs/helm-parity.md. */
const EXPLAINED = {
  'only helm 3 takes it: a number without an end where text is due': (_: Case, [, helm4]: Made[]) =>
    /unsupported value: (\+Inf|-Inf|NaN)/.test(refusal(helm4)),
  'only helm 3 takes it: an apiVersion other than v1 and v2': (_: Case, [, helm4]: Made[]) =>
    /unsupported chart version|invalid chart apiVersion/.test(refusal(helm4)),
  'only helm 4 takes it: `//` in .helmignore': ({ ignore }: Case) => /^\s*\/\//m.test(ignore),
  'helm reads it, but cannot write it: characters that YAML has no place for': (
    _: Case,
    theirs: Made[],
  ) => theirs.every((made) => /failed to save/.test(refusal(made))),
  'helm reads it, but writes it as something else: U+2028 and U+2029': ({ chartYaml }: Case) =>
    /\\u2028|\\[LP]|[\u2028\u2029]/.test(chartYaml),
  'helm writes an archive that it cannot read: a backslash in the name': ({ chartYaml }: Case) =>
    /^name:.*\\/m.test(chartYaml),
  'helm loads it, but a declared dependency is missing': (_: Case, theirs: Made[]) =>
    theirs.every((made) => /found in Chart.yaml, but missing in charts/.test(refusal(made))),
  'helm refuses a values.yaml that it cannot read, which is an error of the checks': (
    { errors }: Case,
    theirs: Made[],
  ) =>
    errors.some(({ code, path }) => code === 'values.unreadable' && path === 'values.yaml') &&
    theirs.every((made) => /^Error: cannot load values\.yaml: /.test(refusal(made))),
  'helm follows a link, which a page does not see': ({ ours, links }: Case, theirs: Made[]) =>
    'files' in ours &&
    links.length > 0 &&
    theirs.every((made) => 'files' in made && isSame(ours, withoutLinks(made, links))),
  'helm refuses a link to what is neither a file nor a folder, which a page does not see': (
    { links }: Case,
    theirs: Made[],
  ) => links.length > 0 && theirs.every((made) => /irregular file/.test(refusal(made))),
  'helm writes a path twice: a subchart as a folder and as an archive': (_: Case, theirs: Made[]) =>
    theirs.every((made) => 'repeats' in made && made.repeats),
};

interface Case {
  ours: Made;
  chartYaml: string;
  ignore: string;
  /** The symbolic links in the folder. */
  links: string[];
  /** The errors that our checks find in what we packed; none where we refuse the folder. */
  errors: Finding[];
}

/** Packs each folder with each helm and with our core, and compares what is in the archives. */
export async function compareWithHelm(
  helms: readonly string[],
  folders: readonly string[],
): Promise<Comparison[]> {
  const work = await mkdtemp(join(tmpdir(), 'helm-package-'));
  const packaged = await Promise.all(helms.map((helm) => helmPackage(helm, folders, work)));
  await rm(work, { recursive: true });
  return Promise.all(
    folders.map(async (folder, i) => {
      const ours = await made(async () => (await loadFolder(folderSource(folder))).files);
      const theirs = await Promise.all(packaged.map((results) => filesOf(results[i])));
      return { folder, ...(await judge(folder, ours, theirs)) };
    }),
  );
}

/** How many there are of each outcome. */
export function summary(comparisons: readonly Comparison[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of comparisons) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const lines = [...counts].map(([outcome, count]) => `${String(count).padStart(7)} ${outcome}`);
  return [`${comparisons.length} charts`, ...lines].join('\n');
}

async function judge(
  folder: string,
  ours: Made,
  theirs: Made[],
): Promise<Omit<Comparison, 'folder'>> {
  if (theirs.every((their) => isSame(ours, their))) {
    return { outcome: 'refused' in ours ? 'both refuse' : 'same' };
  }
  const read = (name: string) => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      return '';
    }
  };
  const seen = {
    ours,
    chartYaml: read('Chart.yaml'),
    ignore: read('.helmignore'),
    links: linksIn(folder),
    errors: 'files' in ours ? await errorsIn(folder) : [],
  };
  for (const [outcome, applies] of Object.entries(EXPLAINED)) {
    if (applies(seen, theirs)) return { outcome: outcome as keyof typeof EXPLAINED };
  }
  return { outcome: 'different', difference: firstDifference([ours, ...theirs]) };
}

async function errorsIn(folder: string): Promise<Finding[]> {
  const compute = createInlineCompute();
  const findings = await compute.check(await compute.packFolder(folderSource(folder)));
  return findings.filter(({ severity }) => severity === 'error');
}

function isSame(ours: Made, theirs: Made): boolean {
  if ('refused' in ours || 'refused' in theirs) return 'refused' in ours && 'refused' in theirs;
  return JSON.stringify(ours.files) === JSON.stringify(theirs.files);
}

/** The files of an archive but for those that links led to. */
function withoutLinks(made: Made, links: readonly string[]): Made {
  if ('refused' in made) return made;
  const isLinked = (path: string) =>
    links.some((link) => path === link || path.startsWith(`${link}/`));
  return { ...made, files: made.files.filter(([path]) => !isLinked(path)) };
}

function firstDifference(all: Made[]): string[] {
  const lists = all.map((made) => ('refused' in made ? [made.refused] : made.files));
  const length = Math.max(...lists.map((list) => list.length));
  for (let i = 0; i < length; i++) {
    const items = lists.map((list) => JSON.stringify(list[i]) ?? 'nothing');
    if (new Set(items).size > 1) return items;
  }
  return [];
}

function refusal(made: Made | undefined): string {
  return made && 'refused' in made ? made.refused : '';
}

async function filesOf(packaged: Packaged | undefined): Promise<Made> {
  if (!packaged || 'refused' in packaged) return { refused: packaged?.refused ?? 'no answer' };
  const { archive } = packaged;
  return made(async () => (await readChartArchive(archive, sliceExtract)).files);
}

async function made(read: () => Promise<Parameters<typeof asHelmWrites>[0]>): Promise<Made> {
  try {
    const files = await read();
    return { files: await asHelmWrites(files), repeats: files.some(({ replaces }) => replaces) };
  } catch (error) {
    if (isChartroomError(error)) return { refused: JSON.stringify(error) };
    throw error;
  }
}
