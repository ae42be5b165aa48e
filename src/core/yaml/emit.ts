import { resolvePlain } from './scalar.ts';

/** Characters that can't start an unquoted scalar (yaml.v2 `emitterc.go`, analyze_scalar). */
const LEADING = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?: |$)|---|\.\.\.)/;
/** Sequences that can't be in one: a colon that ends a key, a `#` that starts a comment. */
const WITHIN = /:(?: |$)| #|^ | $/;
/** Text that yaml.v2 quotes because readers may take it for a date or a base 60 number. */
const ALIKE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])|^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const UNPRINTABLE = /[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/**
 * A line of text as a YAML scalar, as sigs.k8s.io/yaml writes it (yaml.v2 `encode.go`): plain if
 * that is read back as the same text, in double quotes if it would be read as another type, in
 * single quotes if it wouldn't be a scalar. Lines beyond 80 characters aren't folded.
 */
export function goYamlScalar(text: string): string {
  if (UNPRINTABLE.test(text) || typeof resolvePlain(text) !== 'string' || ALIKE.test(text)) {
    return JSON.stringify(text);
  }
  return LEADING.test(text) || WITHIN.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}
