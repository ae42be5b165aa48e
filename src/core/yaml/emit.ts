import { resolvePlain } from './scalar.ts';

/** What can't start an unquoted scalar (yaml.v2 `emitterc.go`, analyze_scalar). */
const LEADING = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?: |$)|---|\.\.\.)/;
/** What can't be within one: a colon that ends a key, a `#` that starts a comment. */
const WITHIN = /:(?: |$)| #|^ | $/;
/** What yaml.v2 writes in quotes for readers who take it for a date or a number to base 60. */
const ALIKE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])|^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const UNPRINTABLE = /[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/**
 * A line of text as a YAML scalar, as sigs.k8s.io/yaml writes it (yaml.v2 `encode.go`): plain
 * where that is read back as the same text, in double quotes where it would be something else,
 * in single quotes where it would be no scalar. Lines beyond 80 characters aren't folded.
 */
export function goYamlScalar(text: string): string {
  if (UNPRINTABLE.test(text) || typeof resolvePlain(text) !== 'string' || ALIKE.test(text)) {
    return JSON.stringify(text);
  }
  return LEADING.test(text) || WITHIN.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}
