/** What Helm says of a file that it can't read, in its place among the words of its loader. */
import type { ChartFile } from '../chart/files.ts';
import { CHART_LOCK, LOCK_NAMES } from '../chart/lock.ts';
import { METADATA } from '../chart/metadata-shape.ts';
import { readDocuments, readYaml } from '../chart/read-yaml.ts';
import { isChartroomError } from '../errors.ts';
import type { Shape } from '../yaml/decode.ts';
import { goYamlError } from '../yaml/go-error.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import { noMapWords } from './json-kind.ts';
import type { HelmMajor } from './loaded.ts';
import { CHART_BASE, unmarshalWords } from './unmarshal-words.ts';

/** Of Chart.yaml, requirements.yaml or a lock; undefined where it can be read. */
export function metadataWords(file: ChartFile, helm: HelmMajor): string | undefined {
  const shape = LOCK_NAMES.includes(file.path) ? CHART_LOCK : METADATA;
  return wordsOf(() => readYaml(file), shape, helm);
}

/** Of Chart.yaml, where Helm 4 looks for its apiVersion alone. */
export function baseWords(file: ChartFile): string | undefined {
  return wordsOf(() => readYaml(file), CHART_BASE, 4);
}

/** Of a file of values, of which Helm 4 reads all documents (`pkg/chart/loader/load.go`, LoadValues). */
export function valuesWords(file: ChartFile, helm: HelmMajor): string | undefined {
  if (helm === 3) return documentWords(() => readYaml(file), helm);
  for (const { bytes, afterMark } of readDocuments(file)) {
    if (afterMark !== '')
      return `error reading yaml document: invalid Yaml document separator: ${afterMark}`;
    const words = documentWords(() => parseYamlFile(bytes, file.path), helm);
    if (words !== undefined) return `cannot unmarshal yaml document: ${words}`;
  }
  return undefined;
}

function documentWords(read: () => YamlNode | undefined, helm: HelmMajor): string | undefined {
  let document: YamlNode | undefined;
  const words = wordsOf(() => (document = read()), 'any', helm);
  const isTable =
    !document || document.kind === 'map' || (document.kind === 'scalar' && document.value === null);
  return words ?? (document && !isTable ? noMapWords(document) : undefined);
}

function wordsOf(
  read: () => YamlNode | undefined,
  shape: Shape,
  helm: HelmMajor,
): string | undefined {
  try {
    const document = read();
    return document && unmarshalWords(document, shape, helm);
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    return `error converting YAML to JSON: ${goYamlError(error)}`;
  }
}
