import { HeaderReader } from './header-reader.ts';

const TARGET = /[\s,]*<([^<>]*)>/y;
const PARAMETER = /\s*;\s*([^\s=;,"<>]*)\s*(?:=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s;,"<>]*)))?/y;
/** What is left of a link that doesn't keep to the grammar. */
const REST = /[^,<]*/y;

interface Link {
  target: string;
  /** The first value of each parameter, by its name in lower case. */
  parameters: Map<string, string>;
}

/**
 * The target of the `next` link in a Link header (RFC 8288, section 3), unresolved. Deviating from
 * the grammar, registries write `rel` without quotes, or leave it out if there is only one link.
 */
export function nextLink(header: string | null): string | undefined {
  const links = parseLinks(header ?? '');
  const [only] = links;
  if (only && links.length === 1 && !isRelated(only)) return only.target;
  return links.find(({ parameters }) => relations(parameters.get('rel')).includes('next'))?.target;
}

/** Whether a link says how it is related, in either direction, even if it is in an empty word. */
function isRelated({ parameters }: Link): boolean {
  return parameters.has('rel') || parameters.has('rev');
}

function relations(text = ''): string[] {
  return text.toLowerCase().split(/\s+/);
}

function parseLinks(text: string): Link[] {
  const links: Link[] = [];
  const reader = new HeaderReader(text);
  for (;;) {
    const target = reader.take(TARGET)?.[1];
    if (target === undefined) return links;
    const parameters = new Map<string, string>();
    links.push({ target, parameters });
    for (let found = reader.take(PARAMETER); found; found = reader.take(PARAMETER)) {
      const [, name = '', quoted, bare = ''] = found;
      const key = name.toLowerCase();
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? bare);
    }
    reader.take(REST);
  }
}
