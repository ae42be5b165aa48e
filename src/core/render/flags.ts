/** The flags of `helm template`, as what they ask of a rendering. */
import type { ChartFile } from '../chart/files.ts';
import { mergeValues, readMergedValues, readValues } from '../chart/values.ts';
import { isChartroomError } from '../errors.ts';
import { newTable, type Table } from '../go/table.ts';
import { goYamlError } from '../yaml/go-error.ts';
import { RenderError } from './engine/engine.ts';
import { renderBudget } from './limits.ts';
import { noMapWords } from './json-kind.ts';
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

/** What `render` is to do. Throws a `RenderError` for values that can't be read. */
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
  const table = deepCopy(
    values.reduce<Record<string, unknown>>(
      (all, file) => mergeValues(all, tableIn(file, helm)),
      newTable(),
    ),
  );
  for (const each of set) setValue(table, each);
  return table;
}

/** helm `pkg/chart/loader/load.go`, LoadValues, with the words that it is told in. */
function tableIn(file: ChartFile, helm: HelmMajor): Record<string, unknown> {
  try {
    return helm === 3 ? readValues(file).value : readMergedValues(file);
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    const words =
      error.data.reason === 'no-map'
        ? noMapWords(file)
        : `error converting YAML to JSON: ${goYamlError(error)}`;
    const document = helm === 3 ? '' : 'cannot unmarshal yaml document: ';
    throw new RenderError(`failed to parse ${file.path}: ${document}${words}`, { cause: error });
  }
}
