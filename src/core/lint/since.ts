import type { Finding } from './finding.ts';

/** How the findings about a chart differ from those of an earlier reading. */
export interface FindingChanges {
  /** Those of now that weren't there before. */
  fresh: ReadonlySet<Finding>;
  /** Those of before that are gone. */
  gone: readonly Finding[];
}

/**
 * Compares findings by their rule, file and arguments; lines move with every edit. Of several that
 * are alike the excess counts.
 */
export function findingChanges(
  before: readonly Finding[],
  after: readonly Finding[],
): FindingChanges {
  return { fresh: new Set(beyond(after, before)), gone: beyond(before, after) };
}

/** The findings that `known` doesn't have. */
function beyond(findings: readonly Finding[], known: readonly Finding[]): Finding[] {
  const left = new Map<string, number>();
  for (const one of known) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
  return findings.filter((one) => {
    const count = left.get(keyOf(one)) ?? 0;
    left.set(keyOf(one), count - 1);
    return count <= 0;
  });
}

function keyOf({ code, path, args }: Finding): string {
  return JSON.stringify([code, path, args]);
}
