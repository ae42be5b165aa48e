import { untrack } from 'svelte';

/**
 * The page's only way to speak to screen readers: a live region that `App.svelte` always holds.
 * Many screen readers don't read a region that comes into the page already filled (WCAG 2.2, 4.1.3;
 * ARIA 1.2, "Live Regions"), so whatever ends, is counted or is copied is said here.
 */
interface Announcement {
  id: number;
  words: string;
}

/** Long enough for every screen reader to have read it; afterwards nobody should come upon it. */
const KEPT_MS = 10_000;

class Announcer {
  /** Each is an element of its own: so the same words are read again when they are said again. */
  spoken = $state.raw<readonly Announcement[]>([]);
  #count = 0;

  announce(words: string): void {
    const announcement = { id: this.#count++, words };
    // An effect that announces something must not run again for what others announce.
    this.spoken = [...untrack(() => this.spoken), announcement];
    setTimeout(() => {
      this.spoken = this.spoken.filter((one) => one !== announcement);
    }, KEPT_MS);
  }
}

export const announcer = new Announcer();

/** Has `words` read out once screen readers have read what they are at. */
export function announce(words: string): void {
  announcer.announce(words);
}
