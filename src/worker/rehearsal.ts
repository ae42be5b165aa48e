import type { PartlyRead } from '../core/chart/files.ts';

const CHART = `apiVersion: v2
name: rehearsal
description: A chart that is packed before the first one is chosen
type: application
version: 1.0.0
appVersion: "1.0"
keywords: [rehearsal]
maintainers:
  - name: Chartroom
`;

/** Enough lines for the compressor to find repeats in. */
const VALUES = Array.from({ length: 200 }, (_, i) => `port${i}: ${8000 + i}\n`).join('');

/**
 * A chart that a worker packs while it has nothing else to do. Code that runs for the first time is
 * compiled first, and memory is made: of the first chart a person chooses that took most of the time.
 */
export function rehearsal(): PartlyRead {
  const files = { 'Chart.yaml': CHART, 'values.yaml': VALUES, '.helmignore': '*.tmp\n' };
  return {
    folder: 'rehearsal',
    files: Object.entries(files).map(([path, text]) => ({
      path,
      bytes: new TextEncoder().encode(text),
    })),
  };
}
