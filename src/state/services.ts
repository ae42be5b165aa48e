import type { Compute } from '../core/compute/compute.ts';
import type { LibraryEntry } from '../core/library/entry.ts';
import type { SignatureVerifier } from '../core/provenance/verify.ts';
import type { ChartRepository } from '../core/registry/chart-repository.ts';
import type { Target } from '../core/content/target.ts';
import type { TurnsByName } from '../core/turns.ts';

/** The library as the page sees it: a target that can say what it holds. */
export interface LibraryTarget extends Target {
  list(): Promise<LibraryEntry[]>;
}

/** What the state classes work with; in the app the real ones of `app.ts`. */
export interface Services {
  /** Work on bytes, in workers. */
  compute(): Promise<Compute>;
  /**
   * One repository of a registry, reached as the person chose and signed in as they are; with
   * `push` if something is going to be pushed to it.
   */
  repository(registry: string, name: string, options?: { push?: boolean }): Promise<Target>;
  /** A chart repository of the older kind, asked as nobody in particular. */
  chartRepository(url: string): Promise<ChartRepository>;
  /** Work on one thing, one after the other. */
  turns: TurnsByName;
  /** The charts kept in this browser. */
  library(): Promise<LibraryTarget>;
  /** OpenPGP, which nothing loads before somebody gives a key. */
  signatures(): Promise<SignatureVerifier>;
}
