/** The values that a chart is rendered with (helm `pkg/chart/common/util/coalesce.go`). */
import { has, isTable, newTable, type Table } from '../go/table.ts';
import type { HelmMajor, LoadedChart } from './loaded.ts';
import { deepCopy, dropNulls, fill, shallowCopy } from './tables.ts';

const GLOBAL = 'global';

export interface CoalesceOptions {
  helm: HelmMajor;
  /** Keeps what is null, for values that are coalesced again later. */
  merge: boolean;
}

/** What a chart has for one of its subcharts isn't a map: Helm refuses to render it. */
export class NotATable extends Error {
  /** The subchart's name, or its alias. */
  readonly subchart: string;
  /** What it is. */
  readonly value: unknown;

  constructor(subchart: string, value: unknown) {
    super(subchart);
    this.subchart = subchart;
    this.value = value;
  }
}

/**
 * The values of a chart and, below their names, those of its subcharts; `overrides` have priority
 * over the defaults, and what a chart sets for a subchart over the subchart's own. May throw
 * `NotATable`.
 */
export function coalesce(chart: LoadedChart, overrides: Table, options: CoalesceOptions): Table {
  return coalesceInto(chart, deepCopy(overrides), options);
}

function coalesceInto(chart: LoadedChart, into: Table, options: CoalesceOptions): Table {
  addDefaults(chart, into, options);
  for (const subchart of chart.subcharts) {
    const { name } = subchart.metadata;
    if (!has(into, name)) into[name] = newTable();
    const own = into[name];
    if (!isTable(own)) throw new NotATable(name, own);
    addGlobals(own, into);
    into[name] = coalesceInto(subchart, own, options);
  }
  return into;
}

/** coalesceValues. */
function addDefaults(chart: LoadedChart, into: Table, { helm, merge }: CoalesceOptions): void {
  for (const [key, value] of Object.entries(deepCopy(chart.values))) {
    const own = into[key];
    if (!has(into, key)) addDefault(into, key, value, helm === 4 && !merge);
    else if (own === null && !merge) Reflect.deleteProperty(into, key);
    else if (isTable(own) && isTable(value)) {
      const isSubchart = chart.subcharts.some(({ metadata }) => metadata.name === key);
      const keeping = merge || isSubchart;
      if (helm === 4 && !keeping) dropNulls(value);
      fill(own, value, keeping);
    }
  }
}

/** A default that nothing overrides; Helm 3 keeps what is null in it. */
function addDefault(into: Table, key: string, value: unknown, withoutNulls: boolean): void {
  if (withoutNulls && value === null) return;
  if (withoutNulls && isTable(value)) dropNulls(value);
  into[key] = value;
}

/** coalesceGlobals: what the chart has under `global` is the subchart's as well. */
function addGlobals(subchart: Table, chart: Table): void {
  const own = has(subchart, GLOBAL) ? subchart[GLOBAL] : newTable();
  const given = has(chart, GLOBAL) ? chart[GLOBAL] : newTable();
  if (!isTable(own) || !isTable(given)) return;
  for (const [key, value] of Object.entries(given)) {
    const mine = own[key];
    if (!isTable(value)) {
      if (!isTable(mine)) own[key] = value;
    } else if (!has(own, key)) own[key] = shallowCopy(value);
    // The tables within are those of the chart itself, which are filled too, as in Helm.
    else if (isTable(mine)) own[key] = fill(shallowCopy(value), mine, true);
  }
  subchart[GLOBAL] = own;
}
