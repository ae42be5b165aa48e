/** The flags of `helm template`, as what they ask of a rendering. */
import type { ChartFile } from '../chart/files.ts';
import { mergeValues, readMergedValues, readValues } from '../chart/values.ts';
import { newTable, type Table } from '../go/table.ts';
import { renderBudget } from './limits.ts';
import type { HelmMajor } from './loaded.ts';
import type { RenderOptions } from './render.ts';
import { setValue } from './set-values.ts';
import { deepCopy } from './tables.ts';

export interface TemplateFlags {
  helm?: HelmMajor;
  name?: string;
  namespace?: string;
  kubeVersion?: string | undefined;
  apiVersions?: readonly string[];
  includeCrds?: boolean;
  /** Files of values, the last of which has priority. */
  values?: readonly ChartFile[];
  /** `--set`. */
  set?: readonly string[];
}

/**
 * What `render` is to do. Throws `chart.yaml-invalid` for a file of values that can't be read, and a
 * `RenderError` for a `--set` that can't.
 */
export function renderOptions(flags: TemplateFlags): RenderOptions {
  const { helm = 4, name = 'release-name', namespace = 'default', apiVersions = [] } = flags;
  return {
    ...{ helm, apiVersions, kubeVersion: flags.kubeVersion },
    release: { name, namespace },
    values: valuesOf(flags, helm),
    includeCrds: flags.includeCrds ?? false,
    budget: renderBudget(),
  };
}

/** helm `pkg/cli/values/options.go`, MergeValues. */
function valuesOf({ values = [], set = [] }: TemplateFlags, helm: HelmMajor): Table {
  const read = (file: ChartFile) => (helm === 3 ? readValues(file).value : readMergedValues(file));
  const table = deepCopy(
    values.reduce<Record<string, unknown>>((all, file) => mergeValues(all, read(file)), newTable()),
  );
  for (const each of set) setValue(table, each);
  return table;
}
