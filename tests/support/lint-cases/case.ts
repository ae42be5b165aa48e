import type { FindingCode } from '../../../src/core/lint/codes.ts';
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

/** Chart.yaml of the sample with lines added. */
export const more = (lines: string): Files => ({ 'Chart.yaml': CLEAN['Chart.yaml'] + lines });
/** Chart.yaml of the sample with its version written otherwise. */
export const versioned = (version: string): Files => ({
  'Chart.yaml': CLEAN['Chart.yaml'].replace('1.2.3', version),
});

/** What a case must find: code, file, line, and the arguments that its words are made of. */
export type Expected = [FindingCode, string, (number | undefined)?, Finding['args']?];

export interface LintCase {
  name: string;
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
