import { parseRoute, type Route } from './routes.ts';

/** The current route, synchronised with the address. */
export class Router {
  route = $state.raw<Route>({ view: 'publish' });

  /** Starts following the address. */
  start(): void {
    this.#read();
    addEventListener('hashchange', () => this.#read());
  }

  /** Goes to `href` as a link would: a new entry in the tab's history. */
  go(href: string): void {
    location.hash = href;
  }

  /** Goes to `href` in place of the current entry: a tab within a page, for instance. */
  replace(href: string): void {
    history.replaceState(null, '', href);
    this.#read();
  }

  #read(): void {
    this.route = parseRoute(location.hash);
  }
}

export const router = new Router();
