import { decode, type Decoded, type Shape } from '../yaml/decode.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ChartFile } from './files.ts';
import { DEPENDENCIES } from './metadata-shape.ts';
import { readYaml } from './read-yaml.ts';

/** Chart.lock or requirements.lock, read. */
export interface LockFile {
  path: string;
  document: YamlNode | undefined;
  /** Undefined if the file is empty: to Helm there is no lock then. */
  lock: ChartLock | undefined;
}

export const CHART_LOCK = {
  struct: { digest: 'text', dependencies: DEPENDENCIES, generated: 'time' },
} as const satisfies Shape;

/** The fields of a lock, unchecked. `generated` isn't part of the digest. */
export type ChartLock = Decoded<typeof CHART_LOCK>;

/** The names that a lock may have; the second is Helm 2's. */
export const LOCK_NAMES: readonly string[] = ['Chart.lock', 'requirements.lock'];

/** Reads a lock; errors are `chart.yaml-invalid` and `chart.metadata-invalid`. */
export function readLock(file: ChartFile): LockFile {
  const { path } = file;
  const document = readYaml(file);
  const lock = document && decode(CHART_LOCK, document, path);
  return { path, document, lock };
}
