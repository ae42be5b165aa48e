import { decode, type Decoded, type Shape } from '../yaml/decode.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import type { ChartFile } from './files.ts';
import { DEPENDENCIES } from './metadata-shape.ts';

/** Chart.lock or requirements.lock, read. */
export interface LockFile {
  path: string;
  document: YamlNode | undefined;
  /** Undefined if the file is empty: to Helm there is no lock then. */
  lock: ChartLock | undefined;
}

const CHART_LOCK = {
  struct: { digest: 'text', dependencies: DEPENDENCIES },
} as const satisfies Shape;

/** The fields of a lock, unchecked. Its third field, `generated`, isn't part of the digest. */
export type ChartLock = Decoded<typeof CHART_LOCK>;

/** The names that a lock may have; the second is Helm 2's. */
export const LOCK_NAMES: readonly string[] = ['Chart.lock', 'requirements.lock'];

/** Reads a lock; errors are `chart.yaml-invalid` and `chart.metadata-invalid`. */
export function readLock({ path, bytes }: ChartFile): LockFile {
  const document = parseYamlFile(bytes, path);
  const lock = document && decode(CHART_LOCK, document);
  return { path, document, lock };
}
