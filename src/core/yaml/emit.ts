import { resolvePlain } from './scalar.ts';

/** Characters that can't start an unquoted scalar (yaml.v2 `emitterc.go`, analyze_scalar). */
const LEADING = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?: |$)|---|\.\.\.)/;
/** Sequences that can't be in one: a colon that ends a key, a `#` that starts a comment. */
const WITHIN = /:(?: |$)| #|^ | $/;
/** Text that yaml.v2 quotes because readers may take it for a date, a base 60 number or a merge. */
const ALIKE = /^<<$|^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])|^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
/** Line separators among them, which end a line in YAML 1.1. */
const UNPRINTABLE = /[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
/** What stands in double quotes only as an escape, and JSON leaves as it is. */
const UNQUOTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * A line of text as a YAML scalar, as sigs.k8s.io/yaml writes it (yaml.v2 `encode.go`): plain if
 * that is read back as the same text, in double quotes if it would be read as another type, in
 * single quotes if it wouldn't be a scalar. Lines beyond 80 characters aren't folded.
 */
export function goYamlScalar(text: string): string {
  if (UNPRINTABLE.test(text) || typeof resolvePlain(text) !== 'string' || ALIKE.test(text)) {
    return inQuotes(text);
  }
  return LEADING.test(text) || WITHIN.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

function inQuotes(text: string): string {
  return JSON.stringify(text).replace(UNQUOTABLE, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}

/**
 * A map of JSON that isn't empty, as YAML, with the keys of maps in alphabetical order, as Helm writes Chart.yaml.
 * Every string is in double quotes, so that no reader of YAML 1.1 or 1.2 can take one for a number,
 * a date or a boolean.
 */
export function toYaml(value: Record<string, unknown>): string {
  return [...linesOf(value)].map((line) => `${line}\n`).join('');
}

/** The lines of a list or a map that isn't empty. */
function* linesOf(value: object): Iterable<string> {
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) {
      const [first = '', ...rest] = isBlock(item) ? linesOf(item) : [flow(item)];
      yield `- ${first}`;
      for (const line of rest) yield `  ${line}`;
    }
    return;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  for (const [key, member] of members.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = `${goYamlScalar(key)}:`;
    if (!isBlock(member)) {
      yield `${name} ${flow(member)}`;
      continue;
    }
    yield name;
    for (const line of linesOf(member)) yield `  ${line}`;
  }
}

function isBlock(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** A value on a line of its own. */
function flow(value: unknown): string {
  if (typeof value === 'string') return inQuotes(value);
  return JSON.stringify(value ?? null);
}
