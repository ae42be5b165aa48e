/**
 * `global`, as Node calls the global object: lightning-fs's text encoder (fast-text-encoding)
 * looks for that or for `window`, and a worker has neither.
 */
Object.assign(globalThis, { global: globalThis });
