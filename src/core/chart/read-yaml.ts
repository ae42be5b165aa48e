import { yamlDocuments, type YamlDocument } from '../yaml/documents.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import type { ChartFile } from './files.ts';

/** The first document of a chart's YAML file; see `parseYamlFile`. */
export function readYaml({ path, bytes }: ChartFile): YamlNode | undefined {
  return parseYamlFile(withoutMark(bytes), path);
}

/** All documents of a chart's YAML file, as Kubernetes' readers split them. */
export function readDocuments({ bytes }: ChartFile): YamlDocument[] {
  return yamlDocuments(withoutMark(bytes));
}

/**
 * Helm's loader takes the byte order mark of UTF-8 away from every file (helm
 * `pkg/chart/v2/loader`), before yaml.v2 looks for one.
 */
function withoutMark(bytes: Uint8Array): Uint8Array {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark ? bytes.subarray(3) : bytes;
}
