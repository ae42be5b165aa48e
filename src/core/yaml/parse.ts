import { engineBound } from '../bounds.ts';
import { buildTree } from './build.ts';
import { composeFirst } from './compose.ts';
import type { YamlNode } from './node.ts';
import { readBytes, readText } from './scan/read-source.ts';
import { Scanner } from './scan/scanner.ts';
import type { Source } from './scan/source.ts';

/**
 * Reads the first document of a YAML text as Helm does (sigs.k8s.io/yaml over yaml.v2): YAML 1.1
 * scalars, merge keys, duplicate keys. Positions are kept for findings. Undefined if the document
 * is empty; a document that Helm can't parse is `chart.yaml-invalid`.
 */
export function parseYaml(text: string, path: string): YamlNode | undefined {
  return parse(() => readText(text, path));
}

/** Reads the first document of a YAML file, as `parseYaml` does; it may be in UTF-16. */
export function parseYamlFile(bytes: Uint8Array, path: string): YamlNode | undefined {
  return parse(() => readBytes(bytes, path));
}

function parse(read: () => Source): YamlNode | undefined {
  const source = read();
  try {
    const root = composeFirst(source);
    return root && buildTree(root, (fault, at) => source.fail(fault, at));
  } catch (error) {
    // Nodes within nodes are followed by functions that call each other; the scanner needs none.
    if (engineBound(error)?.reason !== 'too-deep') throw error;
    scanFirst(read());
    return source.fail({ reason: 'too-deep' }, { line: 1, column: 1 });
  }
}

/** Scans the first document for what Helm refuses however deep a page can follow it. */
function scanFirst(source: Source): void {
  const scanner = new Scanner(source);
  const begin = scanner.peek();
  for (let token = begin; token.kind !== 'stream-end'; token = scanner.peek()) {
    const isMark = token.kind === 'document-start' || token.kind === 'document-end';
    if (isMark && token !== begin) return;
    scanner.pass();
  }
}
