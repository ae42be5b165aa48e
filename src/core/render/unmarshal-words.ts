/** Why YAML can't be read into a type of Helm's, in the words of sigs.k8s.io/yaml and encoding/json. */
import { CHART_LOCK } from '../chart/lock.ts';
import { DEPENDENCY, MAINTAINER, METADATA } from '../chart/metadata-shape.ts';
import { byteOrder } from '../go/byte-order.ts';
import { GoError } from '../go/error.ts';
import { parseTime } from '../go/time/parse.ts';
import { UTC } from '../go/time/zone.ts';
import { fieldOf, type Shape } from '../yaml/decode.ts';
import { unusableKeyWords } from '../yaml/go-syntax.ts';
import type { UnusableKey, YamlMap, YamlNode } from '../yaml/node.ts';
import { jsonKindOf } from './json-kind.ts';
import type { HelmMajor } from './loaded.ts';

/** All that Helm 4 reads at first, to tell which of its loaders is for the chart (`pkg/chart/loader/load.go`). */
export const CHART_BASE = { struct: { apiVersion: 'text' } } as const satisfies Shape;

const NAMES = new Map<Shape, string>([
  [METADATA, 'Metadata'],
  [DEPENDENCY, 'Dependency'],
  [MAINTAINER, 'Maintainer'],
  [CHART_LOCK, 'Lock'],
  [CHART_BASE, 'chartBase'],
]);

/** Where a value is read into: a field of a struct, by its path from the outermost one. */
interface Place {
  struct: string;
  field: string;
}

/** The message; undefined where all fits. Of several faults the first by the order of the keys. */
export function unmarshalWords(node: YamlNode, shape: Shape, helm: HelmMajor): string | undefined {
  const key = unusableIn(node);
  const converting = key ? unusableKeyWords(key) : infinityWords(node, shape);
  if (converting !== undefined) return `error converting YAML to JSON: ${converting}`;
  const decoding = timeWords(node, shape) ?? misfitWords(node, shape, helm);
  return decoding && `error unmarshaling JSON: while decoding JSON: ${decoding}`;
}

function unusableIn(node: YamlNode): UnusableKey | undefined {
  if (node.kind === 'map' && node.unusable) return node.unusable;
  return first(membersOf(node), ([, member]) => unusableIn(member));
}

/** A number that JSON doesn't have, unless it becomes text. */
function infinityWords(node: YamlNode, shape: Shape): string | undefined {
  if (node.kind !== 'scalar')
    return first(membersOf(node), ([key, member]) => infinityWords(member, within(shape, key)));
  if (typeof node.value !== 'number' || Number.isFinite(node.value) || shape === 'text')
    return undefined;
  const sign = Number.isNaN(node.value) ? '' : node.value > 0 ? '+' : '-';
  return `json: unsupported value: ${sign}${Number.isNaN(node.value) ? 'NaN' : 'Inf'}`;
}

/** A time has its own decoder, whose errors end the decoding. */
function timeWords(node: YamlNode, shape: Shape): string | undefined {
  if (node.kind !== 'scalar' && shape !== 'time')
    return first(membersOf(node), ([key, member]) => timeWords(member, within(shape, key)));
  if (shape !== 'time' || (node.kind === 'scalar' && node.value === null)) return undefined;
  if (node.kind !== 'scalar' || typeof node.value !== 'string')
    return 'Time.UnmarshalJSON: input is not a JSON string';
  try {
    parseTime('2006-01-02T15:04:05Z07:00', node.value, UTC);
    return undefined;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return error.message;
  }
}

function misfitWords(
  node: YamlNode,
  shape: Shape,
  helm: HelmMajor,
  place?: Place,
): string | undefined {
  if (node.kind === 'scalar' && node.value === null) return undefined;
  if (!isFit(node, shape)) {
    const into = place ? `struct field ${place.struct}.${place.field}` : 'value';
    const type = typeOf(shape, helm);
    return `json: cannot unmarshal ${jsonKindOf(node)} into Go ${into} of type ${type}`;
  }
  if (shape === 'any') return undefined;
  return first(membersOf(node), ([key, member]) => {
    const inner = within(shape, key);
    if (typeof shape === 'string' || !('struct' in shape))
      return misfitWords(member, inner, helm, place);
    const name = fieldOf(shape.struct, key) ?? '';
    const field = place ? `${place.field}.${name}` : name;
    return misfitWords(member, inner, helm, { struct: NAMES.get(shape) ?? '', field });
  });
}

function isFit(node: YamlNode, shape: Shape): boolean {
  if (shape === 'any' || shape === 'time') return true;
  if (shape === 'text') return node.kind === 'scalar';
  if (shape === 'flag') return node.kind === 'scalar' && typeof node.value === 'boolean';
  return node.kind === ('list' in shape ? 'list' : 'map');
}

/** The type of an item or a member; what no field is for may be anything. */
function within(shape: Shape, key: string): Shape {
  if (typeof shape === 'string') return 'any';
  if ('list' in shape) return shape.list;
  if ('mapOf' in shape) return shape.mapOf;
  return shape.struct[fieldOf(shape.struct, key) ?? ''] ?? 'any';
}

function typeOf(shape: Shape, helm: HelmMajor): string {
  if (shape === 'text') return 'string';
  if (shape === 'flag') return 'bool';
  if (typeof shape === 'string') return 'interface {}';
  if ('mapOf' in shape) return 'map[string]string';
  if ('list' in shape) return `[]${NAMES.has(shape.list) ? '*' : ''}${typeOf(shape.list, helm)}`;
  const room = shape === CHART_BASE ? 'loader' : helm === 4 ? 'v2' : 'chart';
  return `${room}.${NAMES.get(shape)}`;
}

/** Items, and members in the order in which encoding/json writes them. */
function membersOf(node: YamlNode): [string, YamlNode][] {
  if (node.kind === 'list') return node.items.map((item) => ['', item]);
  return node.kind === 'map' ? sorted(node) : [];
}

function sorted({ entries }: YamlMap): [string, YamlNode][] {
  return [...entries]
    .map(([key, { value }]): [string, YamlNode] => [key, value])
    .sort(([a], [b]) => byteOrder(a, b));
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
