import type { ChartTree } from '../chart/tree.ts';
import { sprintf } from '../go/fmt/printf.ts';
import { quote } from '../go/quote.ts';
import { fromBytes } from '../go/utf8.ts';
import type { Table } from '../go/table.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { withBudget, type Budget } from '../go/template/budget.ts';
import {
  capabilities,
  defaultKubeVersion,
  parseKubeVersion,
  type KubeVersion,
} from './engine/capabilities.ts';
import { withoutMark } from './byte-order-mark.ts';
import { checkChart } from './checks.ts';
import { RenderError, renderTemplates, type Release } from './engine/engine.ts';
import { RenderContext, type Difference, type Surroundings } from './functions/context.ts';
import { loadRefusal } from './load-refusal.ts';
import type { HelmMajor } from './loaded.ts';
import { sortManifests, type Manifest } from './manifests/sort.ts';
import { checkSchemas } from './schemas.ts';
import { deepCopy } from './tables.ts';
import { renderValues, type ValuedChart } from './values.ts';

/** What `helm template` is asked for. */
export interface RenderOptions {
  helm: HelmMajor;
  release?: Partial<Release>;
  /** Values of a person's own. */
  values?: Table;
  /** `--kube-version`. */
  kubeVersion?: string | undefined;
  /** `--api-versions`, beside those that Helm knows. */
  apiVersions?: readonly string[];
  includeCrds?: boolean;
  budget: Budget;
  /** The time, the zone and the source of random bytes, where they aren't those of this machine. */
  surroundings?: Partial<Surroundings>;
}

/** A chart as it is rendered. */
export interface Rendered {
  /** In the order in which they are installed, CRDs first if they were asked for. */
  manifests: readonly Source[];
  hooks: readonly Manifest[];
  /** The NOTES.txt of the outermost chart. */
  notes: string;
  /** What it would differ by another time: the time, or what is random. */
  differences: ReadonlySet<Difference>;
  /** What schemas refer to by an address: Helm fetches it, and checks the values by it. */
  unread: readonly string[];
}

/** What stands behind a `# Source:` line. */
export type Source = Manifest | { path: string; text: string };

/** Beside the errors rather than in them: only a command line tells them apart. */
const ofRelease = new WeakSet<Error>();

/** Whether a chart could be read, with its values, and what it renders to is wrong. */
export function isOfRelease(error: Error): boolean {
  return ofRelease.has(error);
}

/**
 * Renders a chart as `helm template` does (helm `pkg/action/install.go`, renderResources). Throws a
 * `RenderError` in Helm's words, and `BudgetExceeded`.
 */
export async function render(tree: ChartTree, options: RenderOptions): Promise<Rendered> {
  const { helm, values, budget, release } = options;
  const kubeVersion = kubeVersionOf(options);
  const refusal = await loadRefusal(tree, helm);
  if (refusal !== undefined) throw new RenderError(refusal);
  await checkChart(tree, helm);
  checkName(release?.name, helm);
  const valued = await renderValues(tree, { helm, ...(values && { overrides: values }) });
  if (valued.state === 'unreadable') throw new RenderError("the chart can't be loaded");
  if (valued.state === 'no-table') {
    const step =
      helm === 4 && valued.within === 'dependencies'
        ? 'chart dependencies processing failed: '
        : '';
    throw new RenderError(
      step + sprintf('type mismatch on %s: %t', [valued.subchart, valued.value]),
    );
  }
  const { chart } = valued;
  const unread = await checkSchemas(chart, budget);
  const context = new RenderContext(options.surroundings);
  try {
    checkKubeVersion(chart, kubeVersion);
    const run = () => renderOnce(chart, options, kubeVersion);
    const rendered = await context.render(() => withBudget(budget, run));
    return { ...rendered, differences: context.differences, unread };
  } catch (error) {
    if (error instanceof RenderError) ofRelease.add(error);
    throw error;
  }
}

function renderOnce(chart: ValuedChart, options: RenderOptions, kubeVersion: KubeVersion) {
  const { helm, apiVersions = [], includeCrds = false } = options;
  const byDefault = { name: 'release-name', namespace: 'default', isUpgrade: false };
  // Templates change values, and each run begins with what they were.
  const files = renderTemplates(withValues(chart, deepCopy(chart.values)), {
    helm,
    release: { ...byDefault, ...options.release },
    capabilities: capabilities(helm, kubeVersion, apiVersions),
  });
  const notes = takeNotes(files, chart);
  const { manifests, hooks } = sortManifests(files, helm);
  const crds = includeCrds ? crdsOf(chart) : [];
  return { manifests: [...crds, ...manifests], hooks, notes };
}

/** The chart with a copy of its values, of which those of its subcharts are parts. */
export function withValues(chart: ValuedChart, values: Table): ValuedChart {
  const subcharts = chart.subcharts.map((subchart) =>
    withValues(subchart, values[subchart.name] as Table),
  );
  return { ...chart, values, subcharts };
}

/** The names that releases can have (helm `pkg/chart/v2/util/validate_name.go`). */
const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MOST_OF_NAME = 53;

function checkName(name: string | undefined, helm: HelmMajor): void {
  if (name === undefined || (name.length <= MOST_OF_NAME && RELEASE_NAME.test(name))) return;
  const check = helm === 4 ? 'release name check failed: ' : '';
  const words =
    name === ''
      ? 'no name provided'
      : `invalid release name, must match regex ${RELEASE_NAME.source} and the length must not be longer than ${MOST_OF_NAME}`;
  throw new RenderError(`${check}release name ${quote(name)}: ${words}`);
}

function kubeVersionOf({ helm, kubeVersion }: RenderOptions): KubeVersion {
  if (kubeVersion === undefined) return defaultKubeVersion(helm);
  const parsed = parseKubeVersion(kubeVersion, helm);
  if (typeof parsed === 'string') throw new RenderError(parsed);
  return parsed;
}

/** The chart's own range of versions; those of its subcharts aren't looked at. */
function checkKubeVersion({ tree }: ValuedChart, version: KubeVersion): void {
  const range = tree.written.kubeVersion;
  if (!range) return;
  if (parseConstraint(range)?.accepts(version.normalized)) return;
  throw new RenderError(
    `chart requires kubeVersion: ${range} which is incompatible with Kubernetes ${version.version}`,
  );
}

/** Takes all NOTES.txt out of the files, and returns that of the outermost chart. */
function takeNotes(files: Map<string, string>, { fullPath }: ValuedChart): string {
  const notes = files.get(`${fullPath}/templates/NOTES.txt`) ?? '';
  for (const path of files.keys()) if (path.endsWith('NOTES.txt')) files.delete(path);
  return notes;
}

/** CRDs of the chart, then of its subcharts (`pkg/chart/v2/chart.go`, CRDObjects). */
function crdsOf(chart: ValuedChart): Source[] {
  const own = chart.tree.crds.map(({ path, bytes }) => ({
    path: `${chart.fullPath}/${path}`,
    text: fromBytes(withoutMark(bytes)),
  }));
  return [...own, ...chart.subcharts.flatMap(crdsOf)];
}
