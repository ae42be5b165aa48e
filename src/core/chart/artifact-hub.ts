import { isRecord } from '../json.ts';
import { decode } from '../yaml/decode.ts';
import { parseYamlFile } from '../yaml/parse.ts';

/** A change of a version; `kind` is one of `CHANGE_KINDS`, or absent where only words are given. */
export interface Change {
  kind?: ChangeKind | undefined;
  description: string;
  links: Link[];
}

export const CHANGE_KINDS = [
  'added',
  'changed',
  'deprecated',
  'removed',
  'fixed',
  'security',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** An address with what it is called. */
export interface Link {
  name: string;
  url: string;
}

export interface ChartImage {
  name: string;
  image: string;
}

export interface CustomResource {
  kind: string;
  version: string;
  name: string;
  description: string;
}

/** What the annotations `artifacthub.io/*` of a chart say. */
export interface ArtifactHub {
  changes: Change[];
  links: Link[];
  images: ChartImage[];
  crds: CustomResource[];
  recommendations: Link[];
  screenshots: Link[];
  maintainers: { name: string; email: string }[];
  license?: string | undefined;
  category?: string | undefined;
  alternativeName?: string | undefined;
  operator: boolean;
  operatorCapabilities?: string | undefined;
  prerelease: boolean;
  containsSecurityUpdates: boolean;
  signKey?: { fingerprint: string; url: string } | undefined;
  /** The names, without `artifacthub.io/`, of annotations that can't be read. */
  unreadable: string[];
}

const PREFIX = 'artifacthub.io/';
/** Bytes of one annotation that are read; the longest of a public chart has 8,000. */
const MAX_LENGTH = 100_000;
/** Entries of one list that are kept. */
const MOST = 500;

/**
 * Reads the annotations that Artifact Hub defines for Chart.yaml
 * (https://artifacthub.io/docs/topics/annotations/helm). Most hold YAML as text. Entries of another
 * shape than theirs are left out; a text that is no YAML, or far too long, is `unreadable`.
 */
export function readArtifactHub(annotations: Readonly<Record<string, string>>): ArtifactHub {
  const unreadable: string[] = [];
  const text = (name: string) => annotations[PREFIX + name]?.trim() || undefined;
  const isTrue = (name: string) => text(name)?.toLowerCase() === 'true';
  const value = (name: string): unknown => {
    const yaml = text(name);
    if (yaml === undefined) return undefined;
    try {
      if (yaml.length > MAX_LENGTH) throw new RangeError(name);
      const node = parseYamlFile(new TextEncoder().encode(yaml), PREFIX + name);
      return node && decode('any', node, PREFIX + name);
    } catch {
      unreadable.push(name);
      return undefined;
    }
  };
  const list = <T>(name: string, read: (entry: unknown) => T | undefined): T[] => {
    const entries = value(name);
    if (entries !== undefined && !Array.isArray(entries)) unreadable.push(name);
    return Array.isArray(entries) ? readAll(entries, read) : [];
  };
  return {
    changes: list('changes', changeOf),
    links: list('links', linkOf),
    images: list('images', imageOf),
    crds: list('crds', resourceOf),
    recommendations: list('recommendations', linkOf),
    screenshots: list('screenshots', linkOf),
    maintainers: list('maintainers', maintainerOf),
    license: text('license'),
    category: text('category'),
    alternativeName: text('alternativeName'),
    operator: isTrue('operator'),
    operatorCapabilities: text('operatorCapabilities'),
    prerelease: isTrue('prerelease'),
    containsSecurityUpdates: isTrue('containsSecurityUpdates'),
    signKey: signKeyOf(value('signKey')),
    unreadable,
  };
}

function readAll<T>(entries: readonly unknown[], read: (entry: unknown) => T | undefined): T[] {
  return entries.slice(0, MOST).flatMap((entry) => read(entry) ?? []);
}

function textIn(entry: unknown, key: string): string {
  const value = isRecord(entry) ? entry[key] : undefined;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() : '';
}

function changeOf(entry: unknown): Change | undefined {
  if (typeof entry === 'string') return { description: entry.trim(), links: [] };
  const description = textIn(entry, 'description');
  if (!isRecord(entry) || description === '') return undefined;
  const given = textIn(entry, 'kind').toLowerCase();
  const kind = CHANGE_KINDS.find((known) => known === given);
  const links = Array.isArray(entry['links']) ? readAll(entry['links'], linkOf) : [];
  return { kind, description, links };
}

/** Recommendations have only an address, screenshots a title. */
function linkOf(entry: unknown): Link | undefined {
  const url = textIn(entry, 'url');
  const name = textIn(entry, 'name') || textIn(entry, 'title') || url;
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? { name, url } : undefined;
}

function imageOf(entry: unknown): ChartImage | undefined {
  const image = textIn(entry, 'image');
  return image === '' ? undefined : { name: textIn(entry, 'name'), image };
}

function resourceOf(entry: unknown): CustomResource | undefined {
  const kind = textIn(entry, 'kind');
  if (kind === '') return undefined;
  return {
    kind,
    version: textIn(entry, 'version'),
    name: textIn(entry, 'displayName') || textIn(entry, 'name'),
    description: textIn(entry, 'description'),
  };
}

function maintainerOf(entry: unknown) {
  const [name, email] = [textIn(entry, 'name'), textIn(entry, 'email')];
  return name === '' && email === '' ? undefined : { name, email };
}

function signKeyOf(entry: unknown) {
  const fingerprint = textIn(entry, 'fingerprint');
  return fingerprint === '' ? undefined : { fingerprint, url: textIn(entry, 'url') };
}
