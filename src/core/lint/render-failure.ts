import { GoError } from '../go/error.ts';
import type { RenderError } from '../render/engine/engine.ts';
import type { ValuedChart } from '../render/values.ts';
import { finding, type Finding, type Place } from './finding.ts';

/** Go's words for an error of a template, around its place (text/template/exec.go, errorf). */
const AT = /^template: (.*?):(\d+):(\d+): executing ".*?" at <.*?>: (.*)$/s;

/**
 * Why templates can't be rendered, at the innermost place that Go names: an error in a template that
 * another one includes is one of that template.
 */
export function failureOf(error: RenderError, chart: ValuedChart): Finding {
  let place: Place = { path: 'templates' };
  let words = error.message;
  for (let at = error.cause; at instanceof GoError; at = at.wrapped) {
    const [, name = '', line, column, rest] = AT.exec(at.message) ?? [];
    if (rest === undefined) continue;
    words = rest;
    const path = pathIn(chart, name);
    // What goes through `tpl` is in no file.
    if (path !== undefined) place = { path, line: Number(line), column: Number(column) + 1 };
  }
  return finding('template.failed', place, { words });
}

/** The file that Helm calls `app/charts/db/templates/a.yaml`, below the root of the chart. */
export function pathIn(chart: ValuedChart, name: string): string | undefined {
  const { fullPath, path, tree, subcharts } = chart;
  for (const subchart of subcharts) {
    const found = pathIn(subchart, name);
    if (found !== undefined) return found;
  }
  const own = name.slice(fullPath.length + 1);
  if (!name.startsWith(`${fullPath}/`) || !tree.files.has(own)) return undefined;
  return path === '' ? own : `${path}/${own}`;
}
