import { renderValues, type ValuedChart } from '../render/values.ts';
import { outlineOf, type OutlineKey } from './outline.ts';
import type { ValuesSource } from './sources.ts';
import { writeValues, type Guide } from './write.ts';
import { parseYaml } from '../yaml/parse.ts';
import { textOf } from './text.ts';

/** Where a value comes from: a chart's values.yaml, and the line in it. */
export interface Origin {
  /** The chart's path below the outermost one; empty for that chart itself. */
  chart: string;
  line: number;
}

/** All values that Helm renders a chart with, as YAML. */
export type Together =
  | { state: 'done'; text: string; origins: Map<number, Origin>; disabled: string[] }
  | { state: 'unreadable' }
  | { state: 'no-table'; subchart: string };

/**
 * The values of a chart and its subcharts as Helm coalesces them, with the comments that stand
 * above them where they come from. Keys are in the order of the files that they come from.
 */
export async function writeTogether(source: ValuesSource): Promise<Together> {
  const valued = await renderValues(source.tree, { helm: 4 });
  if (valued.state === 'no-table') return { state: 'no-table', subchart: valued.subchart };
  if (valued.state !== 'done') return valued;
  const { chart } = valued;
  const guide = new SourceGuide([layerOf(source)], { source, chart });
  const text: string[] = [];
  const origins = new Map<number, Origin>();
  for (const line of writeValues(chart.values, guide)) {
    text.push(line.text);
    if (line.origin && !origins.has(text.length)) origins.set(text.length, line.origin);
  }
  return { state: 'done', text: text.join('\n'), origins, disabled: disabledIn(source, chart) };
}

/** A values.yaml, or a part of it. */
interface Layer {
  file: LayerFile;
  /** The index of the key whose value it is; -1 for the whole. */
  at: number;
}

interface LayerFile {
  chart: string;
  lines: readonly string[];
  keys: readonly OutlineKey[];
  /** The indices of the keys in each key, by their steps. */
  members: ReadonlyMap<number, ReadonlyMap<string | number, number>>;
}

function layerOf({ path, tree }: ValuesSource): Layer {
  const { lines } = textOf(tree);
  const values = tree.values();
  const document = values && 'value' in values ? values.value.document : undefined;
  const keys = outlineOf(document, lines);
  const members = new Map<number, Map<string | number, number>>();
  keys.forEach(({ parent, step }, i) => {
    const known = members.get(parent);
    if (known) known.set(step, i);
    else members.set(parent, new Map([[step, i]]));
  });
  return { file: { chart: path, lines, keys, members }, at: -1 };
}

/** A chart whose values a map is, as its source and as Helm renders it. */
interface Place {
  source: ValuesSource;
  chart: ValuedChart;
}

/** Finds comments and origins in the files that a value may come from, the most important first. */
class SourceGuide implements Guide<Origin> {
  readonly #layers: readonly Layer[];
  readonly #place: Place | undefined;

  constructor(layers: readonly Layer[], place?: Place) {
    this.#layers = layers;
    this.#place = place;
  }

  comment(): readonly string[] {
    for (const { file, at } of this.#layers) {
      const key = file.keys[at];
      if (key && key.begin < key.line) {
        return file.lines.slice(key.begin - 1, key.line - 1).map((line) => line.trim());
      }
    }
    return [];
  }

  origin(value: unknown): Origin | undefined {
    const json = JSON.stringify(value);
    for (const { file, at } of this.#layers) {
      const key = file.keys[at];
      if (!key) continue;
      const isMap = key.kind === 'map' && typeof value === 'object' && !Array.isArray(value);
      const isSame = key.value === undefined ? !isMap && key.isBranch : key.value === json;
      if (isMap || isSame) return { chart: file.chart, line: key.line };
    }
    return undefined;
  }

  below(step: string | number): SourceGuide {
    const layers = this.#layers.flatMap(({ file, at }) => {
      const index = file.members.get(at)?.get(step);
      return index === undefined ? [] : [{ file, at: index }];
    });
    const place = this.#place && subchartAt(this.#place, step);
    return new SourceGuide(place ? [...layers, layerOf(place.source)] : layers, place);
  }

  order(keys: readonly string[]): readonly string[] {
    const known = this.#layers.flatMap(({ file, at }) => [...(file.members.get(at)?.keys() ?? [])]);
    const there = new Set(keys);
    const first = known.filter((key): key is string => typeof key === 'string' && there.has(key));
    return [...new Set([...first, ...keys])];
  }
}

function subchartAt({ source, chart }: Place, step: string | number): Place | undefined {
  const valued = chart.subcharts.find(({ name }) => name === step);
  const below = valued && source.subcharts.find(({ path }) => path === valued.path);
  return valued && below && { source: below, chart: valued };
}

/** The subcharts that Helm leaves out, by their paths. */
function disabledIn(source: ValuesSource, chart: ValuedChart): string[] {
  return source.subcharts.flatMap((subchart) => {
    const valued = chart.subcharts.filter(({ path }) => path === subchart.path);
    return valued[0] ? disabledIn(subchart, valued[0]) : [subchart.path];
  });
}

/** Reads what was written: its keys have the lines that they are written on. */
export function outlineOfText(text: string): OutlineKey[] {
  return outlineOf(parseYaml(text, 'values.yaml'), text.split('\n'));
}
