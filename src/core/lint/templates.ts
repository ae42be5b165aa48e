import type { ChartTree } from '../chart/tree.ts';
import { finding, type Finding } from './finding.ts';
import { lineTable } from '../yaml/line-table.ts';

const EXTENSIONS = ['.yaml', '.yml', '.tpl', '.txt'];
/** helm 3 `pkg/lint/rules/template.go`: a hook of Helm 2 that later versions don't have. */
const CRD_HOOK = /"?helm\.sh\/hook"?:[\t\n\f\r ]+crd-install/;
const RELEASE_TIME = /\.Release\.Time/;

const decoder = new TextDecoder();

/** The checks of templates that don't need them rendered (helm `template.go` of 3.22 and 4.3). */
export function* templates(chart: ChartTree): Iterable<Finding> {
  if (chart.files.has('templates'))
    return yield finding('templates.not-folder', { path: 'templates' }, {});
  for (const { path, bytes } of chart.templates) {
    const extension = /\.[^./]*$/.exec(path)?.[0] ?? '';
    if (!EXTENSIONS.includes(extension))
      yield finding('template.extension', { path }, { extension });
    const text = decoder.decode(bytes);
    const hook = text.search(CRD_HOOK);
    if (hook >= 0) yield finding('template.crd-hook', { path, ...lineTable(text)(hook) }, {});
    const time = text.search(RELEASE_TIME);
    if (time >= 0) yield finding('template.release-time', { path, ...lineTable(text)(time) }, {});
  }
  if (chart.templates.length === 0) yield finding('templates.missing', { path: 'templates' }, {});
}
