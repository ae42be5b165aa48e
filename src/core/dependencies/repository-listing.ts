import { validateMetadata } from '../chart/metadata-validate.ts';
import { ChartroomError, isChartroomError, type ErrorRecord } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';
import { compareParsed, parseVersion, type Version } from '../semver/version.ts';
import { decode, type Decoded, type Shape } from '../yaml/decode.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { decodeText } from '../yaml/scan/read-source.ts';
import { cutEntries } from './index-cut.ts';
import { readItems, type IndexItem } from './index-items.ts';
import type { IndexEntry } from './pick-entry.ts';

/** A version of a chart, as the index of a chart repository tells it. */
export interface ListedVersion extends IndexEntry {
  appVersion?: string | undefined;
  description?: string | undefined;
  /** When it was put into the repository, in RFC 3339. */
  created?: string | undefined;
  deprecated?: true;
  /** It is a version before a release, such as `2.0.0-rc.1`. */
  prerelease?: true;
}

/** A chart in a chart repository. */
export interface ListedChart {
  name: string;
  /** The highest first; there is one at least. */
  versions: ListedVersion[];
}

/** What an index lists and Helm doesn't take: one version of a chart, or all of it. */
export interface SkippedEntry {
  chart: string;
  version?: string | undefined;
  /** Absent for an entry without an address that a chart can be downloaded from. */
  error?: ErrorRecord;
}

/** All that the index of a chart repository lists. */
export interface RepositoryListing {
  /** In the order of their names. */
  charts: ListedChart[];
  skipped: SkippedEntry[];
}

const PATH = 'index.yaml';

/** What a list of charts shows or checks, of what an index says (helm `pkg/repo/index.go`). */
const FIELDS = {
  struct: {
    apiVersion: 'text',
    name: 'text',
    version: 'text',
    appVersion: 'text',
    description: 'text',
    type: 'text',
    deprecated: 'flag',
    created: 'any',
    digest: 'text',
    urls: { list: 'text' },
  },
} as const satisfies Shape;
type Fields = Decoded<typeof FIELDS>;
const WANTED = new Set(Object.keys(FIELDS.struct));

/**
 * Everything that an index.yaml lists, in YAML or JSON, as Helm loads it (`loadIndex`): entries that
 * aren't charts or can't be downloaded are skipped, and named here. Only the fields that are shown
 * are read, so another one may still be wrong. An index of which one chart's part isn't YAML gives
 * the other charts.
 *
 * @throws `chart.yaml-invalid` where nothing can be made of it
 */
export function listRepository(bytes: Uint8Array<ArrayBuffer>): RepositoryListing {
  const text = decodeText(bytes, PATH);
  const charts = new Map<string, ListedChart>();
  const skipped: SkippedEntry[] = [];
  for (const [name, entries] of inJson(text) ?? inParts(text) ?? inWhole(text)) {
    const versions: Sorted[] = [];
    for (const entry of entries) {
      const read = readVersion(name, entry);
      if ('parsed' in read) versions.push(read);
      else skipped.push(read);
    }
    versions.sort((a, b) => compareParsed(b.parsed, a.parsed));
    if (versions.length > 0)
      charts.set(name, { name, versions: versions.map(({ listed }) => listed) });
  }
  const named = [...charts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { charts: named, skipped };
}

/** The entries of charts by name; what can't be read of an entry is thrown when it is asked for. */
type Entries = Iterable<readonly [name: string, entries: readonly (() => Fields)[]]>;

interface Sorted {
  parsed: Version;
  listed: ListedVersion;
}

function inJson(text: string): Entries | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const index = parseJson(text);
  if (!isRecord(index)) return undefined;
  const entries = isRecord(index['entries']) ? index['entries'] : {};
  return Object.entries(entries).map(([name, items]) => [
    name,
    (Array.isArray(items) ? items : []).map((item: unknown) => () => {
      const wanted = isRecord(item) ? Object.entries(item).filter(([key]) => WANTED.has(key)) : [];
      return fieldsOf(parseYaml(JSON.stringify(Object.fromEntries(wanted)), PATH));
    }),
  ]);
}

/** Undefined where the index can't be cut, or refers from one part to another. */
function inParts(text: string): Entries | undefined {
  const found = new Map<string, readonly (() => Fields)[]>();
  for (const cut of cutEntries(text)) {
    if (!cut) return undefined;
    const part = text.slice(cut.start, cut.end);
    const items = readItems(part, WANTED);
    if (!items && /[\s:-][*]\S/.test(part)) return undefined;
    found.set(cut.name, items?.map((item) => () => fieldsOfItem(item)) ?? [...inPart(part)]);
  }
  return found;
}

function* inPart(part: string): Generator<() => Fields> {
  try {
    const [entries] = entriesOf(parseYaml(part, PATH));
    yield* entries?.[1] ?? [];
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    yield () => {
      throw error;
    };
  }
}

function inWhole(text: string): Entries {
  return entriesOf(entryAt(parseYaml(text, PATH), 'entries')?.value);
}

function entriesOf(charts?: YamlNode): (readonly [string, readonly (() => Fields)[]])[] {
  if (charts?.kind !== 'map') return [];
  return [...charts.entries].map(([name, { value }]) => [
    name,
    value.kind === 'list' ? value.items.map((item) => () => fieldsOf(item)) : [],
  ]);
}

function fieldsOfItem({ read, rest }: IndexItem): Fields {
  const { urls, ...texts } = read;
  const known = { ...texts, ...(urls !== undefined && { urls }) } as Fields;
  return rest === '' ? known : { ...known, ...fieldsOf(parseYaml(rest, PATH)) };
}

function fieldsOf(node?: YamlNode): Fields {
  return (node && decode(FIELDS, node, PATH)) ?? {};
}

/** The version that an entry stands for, or why Helm skips it. */
function readVersion(chart: string, entry: () => Fields): Sorted | SkippedEntry {
  let version: string | undefined;
  try {
    const { urls = [], digest, deprecated, created, ...loose } = entry();
    version = loose.version;
    const apiVersion = loose.apiVersion || 'v1';
    const metadata = validateMetadata({ ...loose, apiVersion }, () => ({ path: PATH }));
    const parsed = parseVersion(metadata.version);
    const usable = urls.filter((url) => url !== undefined).filter(canBeFetched);
    if (!parsed || usable.length === 0) return { chart, version };
    const { appVersion, description } = metadata;
    const listed: ListedVersion = { version: metadata.version, urls: usable };
    if (digest) listed.digest = digest;
    if (appVersion) listed.appVersion = appVersion;
    if (description) listed.description = description;
    if (typeof created === 'string') listed.created = created;
    if (deprecated) listed.deprecated = true;
    if (parsed.prerelease !== '') listed.prerelease = true;
    return { parsed, listed };
  } catch (thrown) {
    if (!(thrown instanceof ChartroomError)) throw thrown;
    return { chart, version, error: thrown.toJSON() };
  }
}

/** Whether an address is relative, or of a scheme that Helm has a downloader for without a plugin. */
function canBeFetched(url: string): boolean {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(url) ?? [];
  return scheme === undefined ? url !== '' : /^(?:https?|oci)$/i.test(scheme);
}
