import { parseReference, tagOf } from '../oci/reference.ts';

/** A version of a chart in a chart repository; all of them, or all of its charts. */
export interface ListedName {
  /** The address of the repository, without `/index.yaml`. */
  url: string;
  chart?: string | undefined;
  version?: string | undefined;
}

/** A version of a chart in a chart repository. */
export interface ListedChartName {
  url: string;
  chart: string;
  version: string;
}

/**
 * A name for what a chart repository lists, as one text: `https://charts.example.org#tide:1.2.0`.
 * Helm has no such text; it takes the three parts as options.
 */
export function formatListed({ url, chart, version }: ListedName): string {
  if (chart === undefined) return url;
  return `${url}#${encodeURIComponent(chart)}${version === undefined ? '' : `:${version}`}`;
}

/** Reads such a name, or the address of an index.yaml; undefined for all that isn't an address. */
export function parseListed(text: string): ListedName | undefined {
  const typed = text.trim();
  const hash = typed.indexOf('#');
  const url = repositoryAddress(hash < 0 ? typed : typed.slice(0, hash));
  if (url === undefined) return undefined;
  const [, chart = '', version] =
    /^([^:]+)(?::(.+))?$/s.exec(hash < 0 ? '' : typed.slice(hash + 1)) ?? [];
  return chart === '' ? { url } : { url, chart: decoded(chart), version };
}

/** Whether a text is the address of an index.yaml, and so of a chart repository and no registry. */
export function isIndexAddress(text: string): boolean {
  return repositoryAddress(text) !== undefined && new URL(text).pathname.endsWith('/index.yaml');
}

/** The address of a chart repository as a person gives it: without credentials and `/index.yaml`. */
function repositoryAddress(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.username = '';
  url.password = '';
  const path = url.pathname.replace(/(?:\/index\.yaml)?\/*$/, '');
  return `${url.origin}${path}${url.search}`;
}

/** Where a chart is kept in the library: the name that a registry at the same address would give it. */
export function keptName({ url, chart, version }: ListedChartName): string {
  const { host, pathname } = new URL(url);
  const name = `${host}${pathname.replace(/\/$/, '')}/${chart}:${tagOf(version)}`;
  try {
    parseReference(name);
    return name;
  } catch {
    return formatListed({ url, chart, version });
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
