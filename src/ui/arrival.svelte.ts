/**
 * The value of a promise, for a component to show once it has arrived.
 *
 * Svelte 5.57's `{#await}` writes what it waited for outside of any reaction, and then keeps it
 * for as long as the page is open: whatever is large (a text, a part of the document) must
 * come in here instead.
 */
export class Arrival<T> {
  value = $state.raw<T | undefined>();
  error = $state.raw<unknown>();

  constructor(promise: Promise<T>) {
    promise.then(
      (value) => (this.value = value),
      (error: unknown) => (this.error = error),
    );
  }
}
