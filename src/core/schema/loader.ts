import { parseUrl } from '../go/url.ts';
import { SchemaRefusal } from './fault.ts';
import draft4 from './metaschemas/draft-04.json' with { type: 'json' };
import draft6 from './metaschemas/draft-06.json' with { type: 'json' };
import draft7 from './metaschemas/draft-07.json' with { type: 'json' };
import draft2019 from './metaschemas/draft-2019-09.json' with { type: 'json' };
import draft2020 from './metaschemas/draft-2020-12.json' with { type: 'json' };
import { LATEST } from './draft.ts';

/** The address that Helm gives the schema of a chart. */
export const OWN_URL = 'file:///values.schema.json';

const METASCHEMAS = new Map<string, unknown>(
  Object.entries({ ...draft4, ...draft6, ...draft7, ...draft2019, ...draft2020 }),
);

/** Gives documents by their addresses, as far as they are here (`loader.go`, Helm's own loaders). */
export class Loader {
  readonly #own: unknown;
  /** The names that Helm can't resolve and takes for schemas that allow everything. */
  readonly unresolved = new Set<string>();

  /** @param own the schema of the chart */
  constructor(own: unknown) {
    this.#own = own;
  }

  /** @param from the pointer to the schema that refers to the document */
  load(url: string, from: string): unknown {
    if (url === OWN_URL) return this.#own;
    const path = /^https?:\/\/json-schema\.org\/(.*)$/.exec(url)?.[1];
    const latest = LATEST.url.replace(/^https:\/\/json-schema\.org\//, '');
    const metaschema = METASCHEMAS.get(path === 'schema' ? latest : (path ?? ''));
    if (metaschema !== undefined) return metaschema;
    const scheme = parseUrl(url)?.scheme ?? '';
    if (scheme === 'urn') {
      this.unresolved.add(url);
      return true;
    }
    const isFetched = ['http', 'https', 'file'].includes(scheme);
    throw new SchemaRefusal({ reason: isFetched ? 'elsewhere' : 'scheme', address: url }, from);
  }
}
