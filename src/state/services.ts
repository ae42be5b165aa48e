import type { ListedRepository } from '../core/actions/listed-repository.ts';
import type { Compute } from '../core/compute/compute.ts';
import type { Rendering } from '../core/compute/rendering.ts';
import type { LibraryEntry } from '../core/library/entry.ts';
import type { SignatureVerifier } from '../core/provenance/verify.ts';
import type { ChartRepository } from '../core/registry/chart-repository.ts';
import type { ListedOptions } from './ListedRepositories.ts';
import type { ListsReferrers, ReadsBytes, Target, Untags } from '../core/content/target.ts';
import type { TurnsByName } from '../core/turns.ts';

/** A repository of a registry. */
export type RepositoryTarget = Target & Untags & ListsReferrers;

/** The library as the page sees it: a target that can list its artifacts. */
export interface LibraryTarget extends Target, ListsReferrers, ReadsBytes {
  list(): Promise<LibraryEntry[]>;
  /** Bytes of all that is kept. */
  used(): Promise<number>;
}

/** The services that the state classes use; in the app they are those of `app.ts`. */
export interface Services {
  /** CPU-bound work, in workers; with `unpack`, one gets ready for an archive that is on its way. */
  compute(use?: 'unpack'): Promise<Compute>;
  /** The engine for templates, in workers of its own; it is loaded when it is first asked for. */
  rendering(): Promise<Rendering>;
  /**
   * One repository of a registry, reached by the way that the person chose, with their sign-in;
   * with `push` if something is going to be pushed to it, `yielding` for what can wait while the
   * registry is busy.
   */
  repository(
    registry: string,
    name: string,
    options?: { push?: boolean; yielding?: boolean },
  ): Promise<RepositoryTarget>;
  /** A classic chart repository, which is read anonymously. */
  chartRepository(url: string): Promise<ChartRepository>;
  /** A chart repository with all that its index lists, which is read once, or `anew`. */
  listedRepository(url: string, options?: ListedOptions): Promise<ListedRepository>;
  /** Queues by name: work on the same thing is done in sequence. */
  turns: TurnsByName;
  /** The charts kept in this browser. */
  library(): Promise<LibraryTarget>;
  /** OpenPGP, which is loaded only when a person adds a key. */
  signatures(): Promise<SignatureVerifier>;
}
