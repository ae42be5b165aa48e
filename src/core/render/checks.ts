/** What Helm refuses before it renders anything (helm `pkg/cmd/install.go`, `pkg/action/dependency.go`). */
import type { ChartTree } from '../chart/tree.ts';
import { RenderError } from './engine/engine.ts';
import type { HelmMajor } from './loaded.ts';

const WORDS = {
  3: 'An error occurred while checking for chart dependencies. You may need to run `helm dependency build`',
  4: "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build'",
} as const;

const TYPES: ReadonlySet<string> = new Set(['', 'application']);

/** Throws a `RenderError` for a chart that isn't meant to be installed, or not whole. */
export async function checkChart(tree: ChartTree, helm: HelmMajor): Promise<void> {
  const { apiVersion, type = '' } = tree.written;
  // Helm 4 reads charts of this kind, but renders none yet.
  if (helm === 4 && apiVersion === 'v3') throw new RenderError('invalid chart apiVersion');
  if (!TYPES.has(type)) throw new RenderError(`${type} charts are not installable`);
  const missing = await missingDependencies(tree);
  if (missing.length === 0) return;
  throw new RenderError(
    `${WORDS[helm]} to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: ${missing.join(', ')}`,
  );
}

/** The declared dependencies whose names no chart in charts/ has, whatever its version. */
async function missingDependencies(tree: ChartTree): Promise<string[]> {
  const metadata = tree.metadata();
  if ('fault' in metadata) return [];
  const present = new Set<string>();
  for (const { chart } of await tree.subcharts()) {
    if ('fault' in chart) return [];
    const inner = chart.value.metadata();
    if ('value' in inner) present.add(inner.value.name);
  }
  return (metadata.value.dependencies ?? [])
    .map(({ name }) => name)
    .filter((name) => !present.has(name));
}
