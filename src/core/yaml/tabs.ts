import { isCollection, isScalar, visit } from 'yaml';
import type { Document, Node } from 'yaml';

/**
 * The offset of a tab that yaml.v2 refuses as indentation, though the library, following YAML 1.2,
 * takes it for white space; undefined if there is none. Such tabs are at the start of a line or
 * after the indicators `-` and `?`. Even on a blank line a tab is allowed only within quotes,
 * brackets and block scalars, and after an unquoted scalar if it is indented as deep as that scalar
 * (`scannerc.go`, scan_plain_scalar).
 */
export function illegalTab(source: string, document: Document.Parsed): number | undefined {
  const tabs = Array.from(source.matchAll(/^[ ?-]*\t/gm), (m) => m.index + m[0].length - 1);
  if (tabs.length === 0) return undefined;
  const free: [number, number][] = [];
  const plain: { start: number; end: number; depth: number }[] = [];
  visit(document, {
    Value(_, node, path) {
      const [start = 0, end = 0, nodeEnd = 0] = node.range ?? [];
      const isFlow = isCollection(node) && node.flow;
      if (isFlow || (isScalar(node) && node.type !== 'PLAIN')) free.push([start, nodeEnd]);
      else if (isScalar(node)) plain.push({ start, end, depth: depthOf(path as Node[]) });
    },
  });
  // Both are in the order of the text, as the tabs are: each is passed once.
  let freeUntil = 0;
  let nextFree = 0;
  let nextPlain = 0;
  return tabs.find((tab) => {
    for (; (free[nextFree]?.[0] ?? tab) < tab; nextFree++) {
      freeUntil = Math.max(freeUntil, free[nextFree]?.[1] ?? 0);
    }
    while ((plain[nextPlain]?.start ?? tab) < tab) nextPlain++;
    if (tab < freeUntil) return false;
    const before = plain[nextPlain - 1];
    if (!before || !isBlank(source, before.end, tab)) return true;
    return tab - source.lastIndexOf('\n', tab) - 1 < before.depth;
  });

  /** How far the continuation lines of a scalar must be indented. */
  function depthOf(path: readonly Node[]): number {
    const block = path.findLast((node) => isCollection(node) && !node.flow);
    const start = block?.range?.[0] ?? 0;
    return start - source.lastIndexOf('\n', start - 1);
  }
}

/** Whether there is but white space; as a rule it is seen at once that there is more. */
function isBlank(source: string, start: number, end: number): boolean {
  VISIBLE.lastIndex = start;
  const visible = VISIBLE.exec(source);
  return !visible || visible.index >= end;
}

const VISIBLE = /\S/g;
