import type { ListEnd } from '../content/target.ts';
import { byteOrder } from '../go/byte-order.ts';

/** Names asked for at once: the most that Distribution's and ECR's defaults allow. */
export const PAGE_SIZE = 1000;
/**
 * Names asked for where only one matters: whether there is another. Two, since a registry may
 * begin with the very name that the others should come after.
 */
const PROBE_SIZE = 2;
/** Bounds of a list: pages in all, and pages in a row that bring nothing new. */
const MAX_PAGES = 1000;
const MAX_BARREN = 10;
/** What is taken of a list: ten times the largest that are known, at the length tags may have. */
const MAX_NAMES = 200_000;
const MAX_BYTES = 32 * 1024 * 1024;

/** What to ask for next: where a Link leads, or what comes after a name. */
export interface Ask {
  query: string;
  /** The name whose followers are asked for, and how many of them. */
  after?: { name: string; n: number };
}

/** What came of it. */
export interface Page {
  names: string[];
  /** The query of its link to the next page. */
  link: string | undefined;
  /** How long the answer was. */
  bytes: number;
}

/**
 * A list on its way, page by page, and what to ask for next. The end of it is proven where a
 * Link could be read if there was one. Otherwise, and that is how a Link looks which CORS hides,
 * the names after the last one are asked for until none comes: a registry may give fewer names
 * than it is asked for (distribution-spec, "Listing Tags").
 */
export class Paging {
  readonly names = new Set<string>();
  /** That a page has no Link is known, not only that none can be read. */
  #linkShows: boolean;
  /** The registry is known to heed `last`. */
  #heedsLast = false;
  readonly #asked = new Set<string>();
  #barren = 0;
  #bytes = 0;

  constructor(linkShows: boolean) {
    this.#linkShows = linkShows;
  }

  /** Takes the names of a page that are new; gives them. */
  add(page: Page): string[] {
    const fresh = page.names.filter((name) => !this.names.has(name));
    for (const name of fresh) this.names.add(name);
    this.#bytes += page.bytes;
    this.#barren = fresh.length === 0 ? this.#barren + 1 : 0;
    return fresh;
  }

  /** What to ask for after a page was added, or how the list ended. */
  next(ask: Ask, page: Page): Ask | ListEnd | 'endless' {
    this.#asked.add(ask.query);
    if (page.link !== undefined) this.#linkShows = true;
    const next = page.link === undefined ? this.#byName(ask, page.names) : { query: page.link };
    if (typeof next === 'string') return next;
    if (this.names.size >= MAX_NAMES || this.#bytes >= MAX_BYTES) return 'cut';
    const again = this.#asked.has(next.query);
    if (again && 'after' in next) return 'unproven';
    return again || this.#barren > MAX_BARREN || this.#asked.size >= MAX_PAGES ? 'endless' : next;
  }

  #byName({ after }: Ask, page: string[]): Ask | ListEnd {
    const full = page.length >= PAGE_SIZE;
    if (this.#linkShows && (!full || this.#barren > 0)) return 'whole';
    if (after && this.#barren > 0) return this.#endAfter(after, page);
    const name = page.at(-1);
    if (name === undefined) return 'whole';
    if (after) this.#heedsLast = true;
    const n = full || this.#heedsLast ? PAGE_SIZE : PROBE_SIZE;
    return { query: `?n=${n}&last=${encodeURIComponent(name)}`, after: { name, n } };
  }

  /** What it says that nothing new came after a name. */
  #endAfter({ name, n }: NonNullable<Ask['after']>, page: string[]): ListEnd {
    // Whatever it is asked it gives all that it has. No registry's pages are as small as two.
    if (page.length > n || this.names.size <= PROBE_SIZE) return 'whole';
    // Names before `name` that weren't given yet would show in an order of the registry's own.
    if (page.every((given) => given === name)) return this.#isInOrder() ? 'whole' : 'unproven';
    // It heeds `n`, but not `last`.
    return 'unproven';
  }

  /** By bytes, or part by part as Distribution's catalog (`/` comes before all else there). */
  #isInOrder(): boolean {
    const names = [...this.names];
    return [names, names.map((name) => name.replaceAll('/', '\0'))].some((forms) =>
      forms.every((form, i) => i === 0 || byteOrder(forms[i - 1] ?? '', form) < 0),
    );
  }
}
