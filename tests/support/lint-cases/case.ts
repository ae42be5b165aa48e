import { createInlineCompute } from '../../../src/core/compute/inline.ts';
import type { FindingArgs, FindingCode, Severity } from '../../../src/core/lint/codes.ts';
import type { Finding } from '../../../src/core/lint/finding.ts';

/** Files by path; undefined takes one of the sample's away. */
export type Files = Record<string, string | Uint8Array<ArrayBuffer> | undefined>;

/** A chart that no rule has anything to say about, ours or Helm's. */
export const CLEAN = {
  'Chart.yaml':
    'apiVersion: v2\nname: sample\nversion: 1.2.3\nicon: https://example.com/icon.svg\n',
  'values.yaml': 'replicas: 1\n',
  'templates/configmap.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n',
};

/** A chart for charts/ as files below `charts/<name>/`. */
export const subchart = (name: string, version = '1.0.0'): Files => ({
  [`charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
});

/** Chart.yaml of the sample with lines added: the first of them is line 5. */
export const chartYamlWith = (lines: string): Files => ({
  'Chart.yaml': CLEAN['Chart.yaml'] + lines,
});
/** Chart.yaml of the sample with another text in place of its version, on line 3. */
export const chartYamlAtVersion = (version: string): Files => ({
  'Chart.yaml': CLEAN['Chart.yaml'].replace('1.2.3', version),
});

/** A finding that a case must give. */
export type Expected = {
  [C in FindingCode]: {
    code: C;
    /** The file, and the line if the finding has one: `Chart.yaml:5`. */
    at: string;
    /** What the words are filled with, where that is worth saying. */
    args?: FindingArgs[C];
    /** Where it isn't the one that its rule usually has. */
    severity?: Severity;
  };
}[FindingCode];

/** A chart, and all that the checks have to say about it, in any order. */
export interface LintCase {
  name: string;
  /** What is different from the clean sample. */
  files: Files;
  found: Expected[];
}

/** The files of the sample with those of a case over them, as `lint` takes them. */
export function chartFiles(files: Files): { path: string; bytes: Uint8Array<ArrayBuffer> }[] {
  return Object.entries({ ...CLEAN, ...files }).flatMap(([path, content]) => {
    if (content === undefined) return [];
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return [{ path, bytes }];
  });
}

/**
 * All that the page says of a case: it is packed and checked, or, if it can't be packed, checked all
 * the same.
 */
export async function findingsOf(
  files: Files,
  compute = createInlineCompute(),
): Promise<Finding[]> {
  const source = {
    folder: 'sample',
    files: chartFiles(files).map(({ path, bytes }) => ({ path, blob: new Blob([bytes]) })),
  };
  const chart = await compute.packFolder(source).catch(() => undefined);
  return chart ? compute.check(chart) : compute.checkFolder(source);
}
