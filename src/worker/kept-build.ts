/** The folder of the app's files; their names contain a hash of their content. */
const ASSETS = 'assets/';
/** The addresses in a page's `src` and `href` attributes. */
const IN_PAGE = /(?:src|href)="([^"]+)"/g;

/**
 * One build of the app, stored in the browser. Each build has a cache of its own, so that the page
 * of one build is never combined with the files of another.
 */
export class KeptBuild {
  /** The address of the page, and of the folder that contains the app. */
  readonly #home: string;
  readonly #name: string;
  /** The prefix of this app's cache names; other apps may share the origin. */
  readonly #prefix: string;

  /** `id` is different for every build. */
  constructor(home: string, id: string) {
    this.#home = home;
    this.#prefix = `chartroom ${home} `;
    this.#name = this.#prefix + id;
  }

  /** Whether an address is the app's page. */
  isPage(url: string): boolean {
    return url === this.#home || url === `${this.#home}index.html`;
  }

  /** Whether an address is one of the app's files, of this build or another. */
  isFile(url: string): boolean {
    return url.startsWith(this.#home + ASSETS);
  }

  /**
   * Stores these files and then the page; without the page, this build is never shown. Throws if
   * the host lacks one of the files, or still serves the page of another build.
   */
  async keep(files: readonly string[]): Promise<void> {
    const urls = files.map((file) => this.#home + file);
    await Promise.all(urls.map((url) => this.#keepFile(url)));
    const page = await fetch(this.#home, { cache: 'no-cache' });
    const parts = page.ok ? await this.#filesIn(page.clone()) : [];
    if (parts.length === 0 || parts.some((part) => !urls.includes(part))) {
      throw new Error('not the page of this build');
    }
    // Browsers refuse a redirected response to a navigation, so it is stored as a plain one.
    const { headers } = page;
    await (await this.#cache()).put(this.#home, new Response(page.body, { headers }));
  }

  /** Removes all other builds. */
  async removeOthers(): Promise<void> {
    const names = await caches.keys();
    const others = names.filter((name) => name.startsWith(this.#prefix) && name !== this.#name);
    await Promise.all(others.map((name) => caches.delete(name)));
  }

  /**
   * The page from the host, so that a new version shows as soon as it is deployed. The stored page
   * is returned instead if the host can't be reached or lacks the files that its page names:
   * a deployment may be incomplete, or the page may come from the browser's HTTP cache while the
   * network is down.
   */
  async page(request: Request): Promise<Response> {
    try {
      const page = await fetch(request);
      if (!page.ok) return page;
      try {
        const parts = await this.#filesIn(page.clone());
        await Promise.all(parts.map((part) => this.#keepFile(part)));
        return page;
      } catch {
        return (await this.#kept()) ?? page;
      }
    } catch (error) {
      const kept = await this.#kept();
      if (kept) return kept;
      throw error;
    }
  }

  /** A file of the app: from any stored build, else from the host. */
  async file(request: Request): Promise<Response> {
    return (await find(request.url)) ?? fetch(request);
  }

  async #keepFile(url: string): Promise<void> {
    const cache = await this.#cache();
    if (await cache.match(url, { ignoreVary: true })) return;
    const file = (await find(url)) ?? (await fetch(url));
    // Some hosts answer with their page if they don't have the file.
    if (!file.ok || /^text\/html\b/i.test(file.headers.get('Content-Type') ?? '')) {
      throw new Error(`not found: ${url}`);
    }
    await cache.put(url, file);
  }

  async #filesIn(page: Response): Promise<string[]> {
    const addresses = [...(await page.text()).matchAll(IN_PAGE)].map(([, address = '']) => address);
    return addresses
      .map((address) => new URL(address, this.#home).href)
      .filter((url) => this.isFile(url));
  }

  async #kept(): Promise<Response | undefined> {
    return (await this.#cache()).match(this.#home, { ignoreVary: true });
  }

  #cache(): Promise<Cache> {
    return caches.open(this.#name);
  }
}

/** The stored response for an address, in any build. */
function find(url: string): Promise<Response | undefined> {
  return caches.match(url, { ignoreVary: true });
}
