/**
 * Trusted Types: where the browser has them, our Content-Security-Policy
 * (`require-trusted-types-for 'script'`) stops every `new Worker(text)`. The parts that are used
 * are declared here, because TypeScript's library doesn't contain them.
 */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;

/**
 * The page's only policy: it allows scripts of our own build, which are in the same folder as this
 * one.
 */
const policy = trustedTypes?.createPolicy('chartroom', {
  createScriptURL: (url) => {
    const { origin } = new URL(url, import.meta.url);
    if (origin !== new URL(import.meta.url).origin) throw new TypeError(`not ours: ${url}`);
    return url;
  },
});

/** The URL of a script of our own build as a TrustedScriptURL where the browser requires one. */
export function scriptUrl(url: string): string {
  return policy?.createScriptURL(url) ?? url;
}

/** Starts a worker of our own build; `url` comes from an import with `?worker&url`. */
export function startWorker(url: string): Worker {
  return new Worker(scriptUrl(url), { type: 'module' });
}
