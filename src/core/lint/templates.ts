import { finding, type Finding } from './finding.ts';
import type { LintedChart } from './linted-chart.ts';
import { lineTable } from '../yaml/line-table.ts';

const EXTENSIONS = ['.yaml', '.yml', '.tpl', '.txt'];
/** helm 3 `pkg/lint/rules/template.go`: what Helm 2 had and later ones haven't. */
const CRD_HOOK = /"?helm\.sh\/hook"?:[\t\n\f\r ]+crd-install/;
const RELEASE_TIME = /\.Release\.Time/;

const decoder = new TextDecoder();

/** What can be said of templates without rendering them (helm `template.go` of 3.22 and 4.3). */
export function* templates(chart: LintedChart): Iterable<Finding> {
  if (chart.files.has('templates'))
    return yield finding('templates.not-folder', { path: 'templates' }, {});
  let found = false;
  for (const { path, bytes } of chart.files.values()) {
    if (!path.startsWith('templates/')) continue;
    found = true;
    const extension = /\.[^./]*$/.exec(path)?.[0] ?? '';
    if (!EXTENSIONS.includes(extension))
      yield finding('template.extension', { path }, { extension });
    const text = decoder.decode(bytes);
    const hook = text.search(CRD_HOOK);
    if (hook >= 0) yield finding('template.crd-hook', { path, ...lineTable(text)(hook) }, {});
    const time = text.search(RELEASE_TIME);
    if (time >= 0) yield finding('template.release-time', { path, ...lineTable(text)(time) }, {});
  }
  if (!found) yield finding('templates.missing', { path: 'templates' }, {});
}
