/**
 * In a compute worker js-untar starts a worker of its own, from a `blob:` URL that it makes;
 * the default policy lets such URLs through, and nothing else. See `trusted.ts`.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown;
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;

trustedTypes?.createPolicy('default', {
  createScriptURL: (url) => (url.startsWith('blob:') ? url : null),
});
