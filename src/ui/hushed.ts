import { getContext, setContext } from 'svelte';

const KEY = Symbol('hushed');

/**
 * To be called by a part of a list: what is in it isn't read out by itself, since the list says
 * once how it ended. The words stay where they are, to be come upon.
 */
export function hush(): void {
  setContext(KEY, true);
}

/** Whether what is to be read out elsewhere stays silent here. */
export function isHushed(): boolean {
  return getContext(KEY) === true;
}

/** The `aria-live` of what would be read out elsewhere. */
export function liveness(): 'off' | undefined {
  return isHushed() ? 'off' : undefined;
}
