import { ChartroomError, isChartroomError } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { decode, type Shape } from '../yaml/decode.ts';
import { cutEntry } from './index-cut.ts';
import type { IndexEntry } from './pick-entry.ts';
import { METADATA } from '../chart/metadata-shape.ts';
import { validateMetadata } from '../chart/metadata-validate.ts';
import { compareParsed, parseVersion, type Version } from '../semver/version.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { decodeText } from '../yaml/scan/read-source.ts';

const PATH = 'index.yaml';
const ENTRY = {
  struct: { ...METADATA.struct, urls: { list: 'text' }, digest: 'text' },
} as const satisfies Shape;

/**
 * The versions of one chart in an index.yaml, highest first, as Helm loads them (helm
 * `pkg/repo/index.go`, loadIndex): JSON or YAML; entries that aren't charts or can't be downloaded
 * are skipped. Undefined if the chart isn't listed.
 */
export function readIndex(bytes: Uint8Array<ArrayBuffer>, name: string): IndexEntry[] | undefined {
  const text = decodeText(bytes, PATH);
  const part = jsonPart(text, name) ?? cutEntry(text, name);
  if (part === '') return undefined;
  const charts =
    (part === undefined ? undefined : parseAlone(part)) ??
    entryAt(parseYaml(text, PATH), 'entries')?.value;
  const list = charts?.kind === 'map' ? charts.entries.get(name)?.value : undefined;
  if (list?.kind !== 'list') return undefined;
  return list.items
    .flatMap(readEntry)
    .sort((a, b) => compareParsed(b.parsed, a.parsed))
    .map(({ entry }) => entry);
}

/** One chart's part of an index in JSON, which is valid YAML too; undefined if it isn't JSON. */
function jsonPart(text: string, name: string): string | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const index = parseJson(text);
  if (index === undefined) return undefined;
  const charts = isRecord(index) ? index['entries'] : undefined;
  if (!isRecord(charts) || !Object.hasOwn(charts, name)) return '';
  return JSON.stringify({ [name]: charts[name] });
}

/**
 * Undefined if a part can't be parsed alone, for instance because of an alias to an anchor outside
 * it.
 */
function parseAlone(part: string): YamlNode | undefined {
  try {
    return parseYaml(part, PATH);
  } catch (error) {
    if (isChartroomError(error, 'chart.yaml-invalid')) return undefined;
    throw error;
  }
}

/** The entry, or none if Helm would skip it. */
function readEntry(node: YamlNode): { parsed: Version; entry: IndexEntry }[] {
  try {
    const { urls = [], digest, ...loose } = decode(ENTRY, node, PATH) ?? {};
    const apiVersion = loose.apiVersion || 'v1';
    const { version } = validateMetadata({ ...loose, apiVersion }, () => ({ path: PATH }));
    const parsed = parseVersion(version);
    const usable = urls.filter((url) => url !== undefined);
    if (!parsed || usable.length === 0) return [];
    return [{ parsed, entry: { version, urls: usable, digest: digest || undefined } }];
  } catch (error) {
    if (error instanceof ChartroomError) return [];
    throw error;
  }
}
