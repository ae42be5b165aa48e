/** A browser under test: what a person does with one, and a look into the page. */
export interface Engine {
  /** Loads an address anew. */
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Clicks the element of an XPath, once it is there. */
  click(xpath: string): Promise<void>;
  /** Types over what a field holds. */
  type(xpath: string, text: string): Promise<void>;
  /** Chooses files of this machine in a file input. */
  choose(xpath: string, paths: string[]): Promise<void>;
  /** Calls a function in the page; it reaches nothing of this module. */
  run<A extends unknown[], T>(script: (...args: A) => T, ...args: A): Promise<T>;
  /** What the security headers stopped, and errors nobody caught, since the last load. */
  complaints(): Promise<string[]>;
  /** Where downloads end. */
  downloads: string;
  close(): Promise<void>;
}

declare global {
  /** What the security headers stopped in the page under test. */
  var violations: string[];
}

/** How long anything on the page may take, in milliseconds: a busy machine takes many seconds. */
const PATIENCE = 60_000;

/** Asks until there is an answer. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const start = Date.now(); Date.now() - start < PATIENCE;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not there in time: ${what}`);
}
