/**
 * Trusted Types: where the browser has them, our Content-Security-Policy
 * (`require-trusted-types-for 'script'`) stops every `new Worker(text)`. Typed here, as far
 * as we use them, because TypeScript's library doesn't hold them.
 */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;

/** The page's one policy: scripts of our own build, which lie beside this one. */
const policy = trustedTypes?.createPolicy('chartroom', {
  createScriptURL: (url) => {
    const { origin } = new URL(url, import.meta.url);
    if (origin !== new URL(import.meta.url).origin) throw new TypeError(`not ours: ${url}`);
    return url;
  },
});

/** The URL of a script of our own build, as the browser wants it. */
export function scriptUrl(url: string): string {
  return policy?.createScriptURL(url) ?? url;
}

/** Starts a worker of our own build; `url` is what Vite makes of an import with `?worker&url`. */
export function startWorker(url: string): Worker {
  return new Worker(scriptUrl(url), { type: 'module' });
}
