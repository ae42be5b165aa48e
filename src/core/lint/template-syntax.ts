import type { ChartTree } from '../chart/tree.ts';
import { parseTemplate } from '../go/template/parser.ts';
import { HELM_3_FUNCTIONS, HELM_4_FUNCTIONS } from '../render/function-names.ts';
import { renderValues, type ValuedChart } from '../render/values.ts';
import { finding, type Finding } from './finding.ts';
import type { Inner } from './subcharts.ts';

/**
 * Templates that Go can't parse, and calls of functions that Helm hasn't got: both are found before
 * anything is rendered. As in Helm (`pkg/engine/engine.go`) only the templates of charts that are
 * enabled are parsed, and of a library chart those whose names begin with an underscore.
 */
export async function* templateSyntax(chart: ChartTree): AsyncIterable<Finding> {
  for (const { path: root, chart: own } of await rendered(chart)) {
    const isLibrary = own.written.type === 'library';
    for (const { path, bytes } of own.templates) {
      if (isLibrary && !/(?:^|\/)_[^/]*$/.test(path)) continue;
      const found = fault(root === '' ? path : `${root}/${path}`, bytes);
      if (found) yield found;
    }
  }
}

/** The chart and its enabled subcharts. Values are as large as may be, so they are read for these only. */
async function rendered(chart: ChartTree): Promise<Inner[]> {
  const own = [{ path: '', chart }];
  if ((await chart.subcharts()).length === 0) return own;
  const valued = await renderValues(chart, { helm: 4 });
  return valued.state === 'done' ? enabled(valued.chart) : own;
}

function enabled({ path, tree, subcharts }: ValuedChart): Inner[] {
  return [{ path, chart: tree }, ...subcharts.flatMap(enabled)];
}

function fault(path: string, bytes: Uint8Array): Finding | undefined {
  const text = new TextDecoder().decode(bytes);
  const faultWith = (functions: ReadonlySet<string>) => {
    const parsed = parseTemplate(path, text, { hasFunction: (name) => functions.has(name) });
    return 'fault' in parsed ? parsed.fault : undefined;
  };
  try {
    const ofHelm4 = faultWith(HELM_4_FUNCTIONS);
    const found = ofHelm4 ?? faultWith(HELM_3_FUNCTIONS);
    if (!found) return undefined;
    const { line, column, words } = found;
    const place = { path, line, column };
    if (ofHelm4) return finding('template.unparsable', place, { words });
    return finding('template.unparsable', place, { words, isOfHelm3: true }, 'warning');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return finding('checks.unfinished', { path }, { reason: 'too-deep' });
  }
}
