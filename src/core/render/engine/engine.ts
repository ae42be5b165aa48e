import { valueOf } from '../../chart/part.ts';
import { GoError } from '../../go/error.ts';
import { byteOrder } from '../../go/byte-order.ts';
import { newTable, type Table } from '../../go/table.ts';
import { BUILTINS } from '../../go/template/builtins.ts';
import { execute } from '../../go/template/exec.ts';
import type { Mark } from '../../go/template/marks.ts';
import { fromBytes } from '../../go/utf8.ts';
import { int, type GoFunction, type GoObject } from '../../go/value.ts';
import { withoutMark } from '../byte-order-mark.ts';
import { sprigFunctions } from '../functions/index.ts';
import { HELM_3_FUNCTIONS, HELM_4_FUNCTIONS } from '../function-names.ts';
import type { HelmMajor } from '../loaded.ts';
import type { ValuedChart } from '../values.ts';
import { execErrorOf, parseErrorOf } from './errors.ts';
import { filesObject } from './files.ts';
import { chartObject } from './metadata.ts';
import { helmFunctions, templateSet, withoutNoValue } from './template-functions.ts';
import { valuesType, viewOf } from './values-type.ts';

export interface Release {
  name: string;
  namespace: string;
  isUpgrade: boolean;
}

export interface EngineOptions {
  helm: HelmMajor;
  release: Release;
  capabilities: GoObject;
  /**
   * As `helm lint` renders: `required` and `fail` let everything pass, and nothing is installed or
   * upgraded.
   */
  lint?: LintOptions;
}

export interface LintOptions {
  /** Receives what `required` and `fail` would have said. */
  onRefusal: (words: string) => void;
  /** Receives, for each template, where in it its output comes from. */
  marks: Map<string, Mark[]>;
}

/** What keeps templates from being rendered, in Helm's words. */
export class RenderError extends Error {}

interface Renderable {
  text: string;
  data: Table;
  basePath: string;
}

/**
 * The output of all templates of a chart and its subcharts by their paths (helm
 * `pkg/engine/engine.go`). Partials, whose names begin with an underscore, have none. Throws a
 * `RenderError`.
 */
export function renderTemplates(chart: ValuedChart, options: EngineOptions): Map<string, string> {
  const functions = functionsOf(options);
  const templates = new Map<string, Renderable>();
  const collector = new Collector(templates, functions, options);
  collector.collect(chart);
  const set = templateSet(functions);
  // Those of inner charts first, so that those of outer ones replace them.
  const paths = [...templates.keys()].sort(byPathLength).reverse();
  for (const path of paths) {
    const { text } = templates.get(path) as Renderable;
    toldAs(
      () => set.parse(path, text),
      (error) => parseErrorOf(path, error),
    );
  }
  const rendered = new Map<string, string>();
  for (const path of paths) {
    if (path.slice(path.lastIndexOf('/') + 1).startsWith('_')) continue;
    const { data, basePath } = templates.get(path) as Renderable;
    data['Template'] = collector.named({ Name: path, BasePath: basePath });
    const template = set.lookup(path);
    if (!template) continue;
    const marks = options.lint && markList(options.lint, path);
    const output = toldAs(
      () => execute(set, template, data, marks),
      (error) => execErrorOf(path, error, options.helm),
    );
    rendered.set(path, withoutNoValue(output));
  }
  return rendered;
}

function markList({ marks }: LintOptions, path: string): Mark[] {
  const list: Mark[] = [];
  marks.set(path, list);
  return list;
}

function toldAs<T>(run: () => T, words: (error: GoError) => string): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new RenderError(words(error), { cause: error });
  }
}

/** All functions that templates of this Helm may call. */
function functionsOf({ helm, lint }: EngineOptions): Map<string, GoFunction> {
  const all = { ...BUILTINS, ...sprigFunctions, ...helmFunctions(lint?.onRefusal) };
  const names = helm === 3 ? HELM_3_FUNCTIONS : HELM_4_FUNCTIONS;
  return new Map(Object.entries(all).filter(([name]) => names.has(name)));
}

/** byPathLen. */
function byPathLength(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || byteOrder(a, b);
}

/** Collects templates with the data that they are given (recAllTpls). */
class Collector {
  readonly #templates: Map<string, Renderable>;
  readonly #options: EngineOptions;
  readonly #release: Table;
  readonly #toYaml: (value: unknown) => string;
  readonly #named: (table: Table) => Table;

  constructor(
    templates: Map<string, Renderable>,
    functions: ReadonlyMap<string, GoFunction>,
    options: EngineOptions,
  ) {
    this.#templates = templates;
    this.#options = options;
    const { name, namespace, isUpgrade } = options.release;
    this.#release = Object.assign(newTable(), {
      ...{ Name: name, Namespace: namespace, Service: 'Helm' },
      ...{ Revision: int(options.lint ? 0 : 1) },
      ...{ IsUpgrade: isUpgrade, IsInstall: !options.lint && !isUpgrade },
    });
    this.#toYaml = functions.get('toYaml')?.call as unknown as (value: unknown) => string;
    this.#named = valuesType(options.helm, this.#toYaml);
  }

  /** A table of the type that values have. */
  named(entries: Record<string, unknown>): Table {
    return this.#named(Object.assign(newTable(), entries));
  }

  collect(chart: ValuedChart): Table {
    const { tree, fullPath, name, values, subcharts, path } = chart;
    const metadata = valueOf(tree.metadata());
    const inner = newTable();
    const data = this.named({
      Chart: chartObject({ metadata, name, isRoot: path === '' }, this.#options.helm),
      Files: filesObject(tree.others, { toYaml: this.#toYaml, toBase64 }),
      Release: this.#release,
      Capabilities: this.#options.capabilities,
      Values: this.#named(path === '' ? values : viewOf(values)),
      Subcharts: inner,
    });
    for (const subchart of subcharts) inner[subchart.name] = this.collect(subchart);
    const isLibrary = metadata.type === 'library';
    for (const { path: file, bytes } of tree.templates) {
      if (isLibrary && !file.slice(file.lastIndexOf('/') + 1).startsWith('_')) continue;
      const basePath = `${fullPath}/templates`;
      const text = fromBytes(withoutMark(bytes));
      this.#templates.set(`${fullPath}/${file}`, { text, data, basePath });
    }
    return data;
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
