import { recordOf } from '../chart/part.ts';
import type { ChartTree } from '../chart/tree.ts';
import { ChartroomError } from '../errors.ts';
import type { FindingCode } from './codes.ts';
import { finding, type Finding } from './finding.ts';

/** Each field of Chart.yaml that has another type: Helm names one of them, and loads nothing. */
export function misfits({ misfits: all }: ChartTree): Finding[] {
  return all.map((misfit) => {
    const fault = recordOf(new ChartroomError('chart.metadata-invalid', misfit));
    return finding('chart.yaml-unreadable', { path: misfit.path, line: misfit.line }, { fault });
  });
}

/** Whether a field at the top of Chart.yaml, or something in it, has another type. */
export function isMisfit({ misfits: all }: ChartTree, name: string): boolean {
  return all.some(({ field }) => field.split(/[.[]/)[0] === name);
}

/** What these say of a field is of no use where the field is there, with another type. */
const ABOUT: Partial<Record<FindingCode, string>> = {
  'chart.name-missing': 'name',
  'chart.version-missing': 'version',
  'chart.api-version-missing': 'apiVersion',
  'chart.type-needs-v2': 'apiVersion',
  'chart.dependencies-need-v2': 'apiVersion',
  'chart.icon-missing': 'icon',
};

/** Whether a finding is only there since a field that has another type was left out. */
export function isFromMisfit(chart: ChartTree, found: Finding): boolean {
  const { code, path, line } = found;
  if (chart.misfits.length === 0) return false;
  const name = ABOUT[code];
  if (name !== undefined && isMisfit(chart, name)) return true;
  // What is left out of a list is empty there.
  const isEmptied =
    /^(?:chart\.maintainer-|dependency\.(?:empty|missing)$)/.test(code) ||
    (found.code === 'chart.source-invalid' && found.args.source === '');
  return isEmptied && chart.misfits.some((each) => each.path === path && each.line === line);
}
