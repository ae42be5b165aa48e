/**
 * Helm's cleaning of text that ends up in terminals and registries (helm
 * `pkg/chart/v2/metadata.go`, sanitizeString): each Unicode space becomes a plain one, and what
 * Go's `unicode.IsPrint` doesn't take (controls, format characters, private use) is dropped.
 */
export function sanitise(text: string): string {
  return text.replace(/\p{White_Space}/gu, ' ').replace(/[^ \p{L}\p{M}\p{N}\p{P}\p{S}]/gu, '');
}
