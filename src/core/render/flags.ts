/** The flags of `helm template`, as what they ask of a rendering. */
import type { ChartFile } from '../chart/files.ts';
import { mergeValues, readMergedValues, readValues } from '../chart/values.ts';
import { isChartroomError } from '../errors.ts';
import { newTable, type Table } from '../go/table.ts';
import { RenderError } from './engine/engine.ts';
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

/** What `render` is to do. Throws a `RenderError` for values that can't be read. */
export async function renderOptions(flags: TemplateFlags): Promise<RenderOptions> {
  const { helm = 4, name = 'release-name', namespace = 'default', apiVersions = [] } = flags;
  return {
    // Each may be several, with commas between them.
    ...{ helm, apiVersions: apiVersions.flatMap((each) => each.split(',')) },
    kubeVersion: flags.kubeVersion,
    release: { name, namespace },
    values: await valuesOf(flags, helm),
    includeCrds: flags.includeCrds ?? false,
    budget: renderBudget(),
  };
}

/** helm `pkg/cli/values/options.go`, MergeValues. */
async function valuesOf({ values = [], set = [] }: TemplateFlags, helm: HelmMajor): Promise<Table> {
  let all: Record<string, unknown> = newTable();
  for (const file of values) all = mergeValues(all, await tableIn(file, helm));
  const table = deepCopy(all);
  for (const each of set) setValue(table, each);
  return table;
}

/** helm `pkg/chart/loader/load.go`, LoadValues, with the words that it is told in. */
async function tableIn(file: ChartFile, helm: HelmMajor): Promise<Record<string, unknown>> {
  try {
    return helm === 3 ? readValues(file).value : readMergedValues(file);
  } catch (error) {
    const isOfFile =
      isChartroomError(error, 'chart.yaml-invalid') ||
      isChartroomError(error, 'chart.metadata-invalid');
    if (!isOfFile) throw error;
    const { valuesWords } = await import('./unreadable-words.ts');
    throw new RenderError(`failed to parse ${file.path}: ${valuesWords(file, helm)}`, {
      cause: error,
    });
  }
}
