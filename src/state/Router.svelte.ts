import type { Sight } from '../platform/sights.ts';
import { parseRoute, type Route } from './routes.ts';

/** The current route, synchronised with the address. */
export class Router {
  route = $state.raw<Route>({ view: 'publish' });

  /** What was seen here before, where a person has come back to it. */
  sight: Sight | undefined;

  #sights: typeof import('../platform/sights.ts') | undefined;

  /** Starts following the address. */
  start(): void {
    this.#read();
    addEventListener('hashchange', () => {
      // Before the page follows: what it shows belongs to the address that was left.
      this.sight = this.#sights?.turnTo();
      this.#read();
    });
  }

  /** Begins to keep what is seen of each page, for whoever comes back to it. */
  async remember(): Promise<void> {
    this.#sights = await import('../platform/sights.ts');
    this.sight = this.#sights.startSights();
  }

  /** Goes to `href` as a link would: a new entry in the tab's history. */
  go(href: string): void {
    location.hash = href;
  }

  /** Goes to `href` in place of the current entry: a tab within a page, for instance. */
  replace(href: string): void {
    history.replaceState(history.state, '', href);
    this.#read();
  }

  #read(): void {
    this.route = parseRoute(location.hash);
  }
}

export const router = new Router();
