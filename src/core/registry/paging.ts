import type { ListEnd } from '../content/target.ts';
import { byteOrder } from '../go/byte-order.ts';

/** The page size that is requested: the most that Distribution's and ECR's defaults allow. */
export const PAGE_SIZE = 1000;
/**
 * The page size that is requested to find out whether there is another name. It is two, since a
 * registry may begin with the very name that the others should follow.
 */
const PROBE_SIZE = 2;
/** The number of consecutive pages without a new name after which a list is endless. */
const MAX_BARREN = 10;
/**
 * Limits of what is taken from a list. Names and bytes are those of ten times the largest known
 * lists, with tags of the maximum length.
 */
const MAX_PAGES = 1000;
const MAX_NAMES = 200_000;
const MAX_BYTES = 32 * 1024 * 1024;

/** The next request: the target of a Link, or the names that follow a given name. */
export interface Ask {
  query: string;
  /** The name whose followers are requested, and how many of them. */
  after?: { name: string; n: number };
}

/** The page in the response. */
export interface Page {
  names: string[];
  /** The page's link to the next one; its query is missing where it can't be followed. */
  link: { query: string | undefined } | undefined;
  /** The length of the response. */
  bytes: number;
}

/**
 * A list that is being read page by page, and its next request. A page without a Link proves the
 * end of the list only if the page could read a Link. Otherwise CORS may be hiding one, so the
 * names after the last one are requested until there are none: a registry may return fewer names
 * than requested (distribution-spec, "Listing Tags").
 */
export class Paging {
  readonly names = new Set<string>();
  /** Whether Links are readable, so that a missing one really doesn't exist. */
  #linkShows: boolean;
  /** Whether the registry is known to support `last`. */
  #heedsLast = false;
  readonly #asked = new Set<string>();
  #barren = 0;
  #bytes = 0;

  constructor(linkShows: boolean) {
    this.#linkShows = linkShows;
  }

  /** Adds the new names of a page and returns them. */
  add(page: Page): string[] {
    const fresh: string[] = [];
    for (const name of page.names) {
      if (this.names.has(name)) continue;
      this.names.add(name);
      fresh.push(name);
    }
    this.#bytes += page.bytes;
    this.#barren = fresh.length === 0 ? this.#barren + 1 : 0;
    return fresh;
  }

  /** The next request after a page was added, or how the list ended. */
  next(ask: Ask, page: Page): Ask | ListEnd | 'endless' {
    this.#asked.add(ask.query);
    if (page.link) this.#linkShows = true;
    const query = page.link?.query;
    const next = query === undefined ? this.#byName(ask, page) : { query };
    if (typeof next === 'string') return next;
    if (this.names.size >= MAX_NAMES || this.#bytes >= MAX_BYTES) return 'cut';
    const again = this.#asked.has(next.query);
    if (again && 'after' in next) return 'unproven';
    if (again || this.#barren > MAX_BARREN) return 'endless';
    return this.#asked.size >= MAX_PAGES ? 'cut' : next;
  }

  #byName({ after }: Ask, { names, link }: Page): Ask | ListEnd {
    const full = names.length >= PAGE_SIZE;
    if (this.#linkShows && !link && (!full || this.#barren > 0)) return 'whole';
    if (after && this.#barren > 0) return link ? 'unproven' : this.#endAfter(after, names);
    const name = names.at(-1);
    if (name === undefined) return link ? 'unproven' : 'whole';
    if (after) this.#heedsLast = true;
    const n = full || this.#heedsLast ? PAGE_SIZE : PROBE_SIZE;
    return { query: `?n=${n}&last=${encodeURIComponent(name)}`, after: { name, n } };
  }

  /** How the list ended when there was nothing new after a name. */
  #endAfter({ name, n }: NonNullable<Ask['after']>, page: string[]): ListEnd {
    // The registry ignores the parameters and returns everything. No registry's pages are as small
    // as two.
    if (page.length > n || this.names.size <= PROBE_SIZE) return 'whole';
    // If the registry had an order of its own, names before `name` could be missing.
    if (page.every((given) => given === name)) return this.#isInOrder() ? 'whole' : 'unproven';
    // The registry supports `n`, but not `last`.
    return 'unproven';
  }

  /**
   * Whether the names are sorted by bytes, or by path components as in Distribution's catalog
   * (where `/` sorts first).
   */
  #isInOrder(): boolean {
    const names = [...this.names];
    return [names, names.map((name) => name.replaceAll('/', '\0'))].some((forms) =>
      forms.every((form, i) => i === 0 || byteOrder(forms[i - 1] ?? '', form) < 0),
    );
  }
}
