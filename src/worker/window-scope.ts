/**
 * `window`, on which js-untar looks up its globals while it is loaded; a worker has none.
 * `extract.ts` removes it again.
 */
Object.assign(globalThis, { window: globalThis });
