/** What `helm lint` says of what a chart's templates make (helm `pkg/chart/v2/lint/rules/template.go`). */
import type { ChartTree } from '../chart/tree.ts';
import type { Budget } from '../go/template/budget.ts';
import { excessFault } from '../render/excess.ts';
import { renderForLint } from '../render/for-lint.ts';
import type { HelmMajor } from '../render/values.ts';
import type { FindingCode } from './codes.ts';
import { finding, type Finding } from './finding.ts';
import { notInstallable } from './installable.ts';
import { objectFindings } from './objects.ts';
import { failureOf, pathIn } from './render-failure.ts';

/** Seconds that a chart's templates may take, for both helms together. */
const MAX_TIME = 5;
/** Characters, entries and steps of all templates together, for each. */
const MAX_SIZE = 100_000_000;

/** For these Helm neither renders nor installs a chart. */
const REFUSALS: ReadonlySet<FindingCode> = new Set([
  'template.failed',
  'template.not-installable',
  'template.not-yaml',
]);

/**
 * Renders the chart with its own values, by the rules of both helms. What only one of them says is a
 * warning. What a chart asks for by `required` or `fail` is none of its faults.
 */
export async function rendered(chart: ChartTree): Promise<Finding[]> {
  const budget = { size: MAX_SIZE, deadline: performance.now() + MAX_TIME * 1000 };
  const ofHelm4 = await findingsOf(chart, 4, budget);
  if (ofHelm4.some(({ code }) => code === 'template.unfinished')) return ofHelm4;
  return together(await findingsOf(chart, 3, budget), ofHelm4);
}

async function findingsOf(tree: ChartTree, helm: HelmMajor, budget: Budget): Promise<Finding[]> {
  const rendering = await renderForLint(tree, helm, budget);
  if (!rendering) return [];
  const { chart } = rendering;
  if (rendering.state === 'failed') return [failureOf(rendering.error, chart)];
  if (rendering.state === 'unfinished') {
    const path = pathIn(chart, rendering.path ?? '') ?? 'templates';
    return [finding('template.unfinished', { path }, excessFault(rendering.excess, MAX_TIME))];
  }
  const found = objectFindings(rendering, helm);
  const asked = [...new Set(rendering.refusals)];
  if (asked.length > 0) {
    const place = { path: 'values.yaml' };
    return [...found, finding('templates.want-values', place, { words: asked.join('; ') })];
  }
  // Helm says only the first of what keeps a chart from being installed.
  const isTold = found.some(({ code }) => code === 'template.not-yaml');
  return isTold ? found : [...found, ...notInstallable(rendering, helm)];
}

/**
 * The findings of both helms: those that both have, and those of one, marked as that, which are
 * warnings unless both refuse the chart, each for a reason of its own.
 */
function together(ofHelm3: readonly Finding[], ofHelm4: readonly Finding[]): Finding[] {
  const keys3 = new Set(ofHelm3.map(keyOf));
  const keys4 = new Set(ofHelm4.map(keyOf));
  const isRefused = ofHelm3.some(refuses) && ofHelm4.some(refuses);
  const ofOne = (found: Finding, helm: HelmMajor): Finding => {
    const isError = found.severity === 'error' && isRefused && refuses(found);
    const severity = found.severity === 'error' && !isError ? 'warning' : found.severity;
    return { ...found, severity, args: { ...found.args, helm } } as Finding;
  };
  return [
    ...ofHelm4.map((found) => (keys3.has(keyOf(found)) ? found : ofOne(found, 4))),
    ...ofHelm3.filter((found) => !keys4.has(keyOf(found))).map((found) => ofOne(found, 3)),
  ];
}

function refuses({ code }: Finding): boolean {
  return REFUSALS.has(code);
}

function keyOf({ code, path, line, args }: Finding): string {
  // Of a failure each Helm has words of its own.
  return JSON.stringify([code, path, line, code === 'template.failed' ? '' : args]);
}
