import type { ChartTree } from '../chart/tree.ts';
import { BudgetExceeded, withBudget, type Budget, type Excess } from '../go/template/budget.ts';
import type { Mark } from '../go/template/marks.ts';
import { capabilities, parseKubeVersion, type KubeVersion } from './engine/capabilities.ts';
import { RenderError, renderTemplates } from './engine/engine.ts';
import { RenderContext } from './functions/context.ts';
import type { HelmMajor } from './loaded.ts';
import { withValues } from './render.ts';
import { deepCopy } from './tables.ts';
import { renderValues, type ValuedChart } from './values.ts';

/** The Kubernetes that Helm 3.22 and 4.3 are built with, which `helm lint` takes for the cluster's. */
const KUBE_VERSION = parseKubeVersion('v1.37.0', 4) as KubeVersion;
/** helm `pkg/chart/v2/lint/rules/template.go`. */
const RELEASE = { name: 'test-release', namespace: 'default', isUpgrade: false };

/** What a chart's templates make where nothing refuses its values. */
export interface Rendering {
  state: 'rendered';
  /** The chart with its enabled subcharts. */
  chart: ValuedChart;
  /** What each template wrote, by the path that Helm has for it. */
  files: ReadonlyMap<string, string>;
  /** Where in its template each part of that comes from. */
  marks: ReadonlyMap<string, readonly Mark[]>;
  /** What `required` and `fail` said, which `helm lint` passes over. */
  refusals: readonly string[];
}

export type LintRendering =
  | Rendering
  | { state: 'failed'; chart: ValuedChart; error: RenderError }
  /** It reached a bound, in the template that Helm has this path for. */
  | { state: 'unfinished'; chart: ValuedChart; excess: Excess; path: string | undefined };

/**
 * Renders a chart as `helm lint` does, within `budget`; undefined where Helm can't load it or its
 * values.
 */
export async function renderForLint(
  tree: ChartTree,
  helm: HelmMajor,
  budget: Budget,
): Promise<LintRendering | undefined> {
  const valued = await renderValues(tree, { helm, forLint: true });
  if (valued.state !== 'done') return undefined;
  const { chart } = valued;
  let marks = new Map<string, Mark[]>();
  let refusals: string[] = [];
  const run = () => {
    // Templates change values, and each run begins with what they were.
    const own = withValues(chart, deepCopy(chart.values));
    marks = new Map();
    refusals = [];
    return renderTemplates(own, {
      ...{ helm, release: RELEASE, capabilities: capabilities(helm, KUBE_VERSION, []) },
      lint: { marks, onRefusal: (words) => refusals.push(words) },
    });
  };
  try {
    const files = await new RenderContext().render(() => withBudget(budget, run));
    return { state: 'rendered', chart, files, marks, refusals };
  } catch (error) {
    if (error instanceof RenderError) return { state: 'failed', chart, error };
    if (!(error instanceof BudgetExceeded)) throw error;
    const path = [...marks.keys()].at(-1);
    return { state: 'unfinished', chart, excess: error.excess, path };
  }
}
