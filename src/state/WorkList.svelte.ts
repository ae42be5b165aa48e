import { untrack } from 'svelte';
import type { ChartroomError } from '../core/errors.ts';
import type { WorkKind, WorkProgress } from '../text/work.ts';

/**
 * Something that a person asked for and that goes on while they look at other pages. It belongs to
 * the app: the page that began it may be left, and finds it again when it is come back to.
 */
export interface Work {
  readonly kind: WorkKind;
  /** What it is done with, as people know it: a reference, a chart's name. */
  readonly subject: string;
  /** The address of the page that shows all of it; absent if no page does any more. */
  readonly href: string | undefined;
  /** Why it failed, once it has ended; `aborted` if the person cancelled it. */
  readonly failure: ChartroomError | undefined;
  readonly howFar?: WorkProgress | undefined;
  /** Absent where it can't be stopped. */
  cancel?(): void;
}

/** Most pushes take less: nothing appears and is gone again in the blink of an eye. */
const WORTH_SHOWING_MS = 500;

/** The work under way, and the work that ended while its page wasn't shown. */
export class WorkList {
  running = $state.raw<readonly Work[]>([]);
  ended = $state.raw<readonly Work[]>([]);
  #slow = $state.raw(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The work whose page is shown: there its end is seen. */
  readonly #watched = new WeakSet<Work>();

  /** Whether there is something that has ended, or that has been under way for a while. */
  readonly worthShowing = $derived(this.#slow || this.ended.length > 0);

  /** Adds work that has begun; `until` settles when it has ended. */
  begin(work: Work, until: Promise<unknown>): void {
    this.dismiss(work);
    this.running = [...this.running, work];
    this.#timer ??= setTimeout(() => (this.#slow = true), WORTH_SHOWING_MS);
    const end = () => {
      this.running = without(this.running, work);
      if (this.running.length === 0) this.#calm();
      if (this.#watched.has(work) || work.failure?.code === 'aborted') return;
      this.ended = [...this.ended, work];
    };
    until.then(end, end);
  }

  #calm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#slow = false;
  }

  /** To be called while a page shows this work; returns a function to call when it no longer does. */
  watch(work: Work): () => void {
    this.#watched.add(work);
    // Effects call this, and needn't run again whenever the list changes.
    untrack(() => this.dismiss(work));
    return () => this.#watched.delete(work);
  }

  /** Forgets that it has ended. */
  dismiss(work: Work): void {
    if (this.ended.includes(work)) this.ended = without(this.ended, work);
  }

  /** The work of one class that is listed and `isIt`: what a page that is come back to goes on with. */
  find<W extends Work>(of: new (...args: never[]) => W, isIt: (work: W) => boolean): W | undefined {
    const found = [...this.running, ...this.ended].find((one) => one instanceof of && isIt(one));
    return found as W | undefined;
  }
}

function without(list: readonly Work[], work: Work): Work[] {
  return list.filter((one) => one !== work);
}

export const workList = new WorkList();
