/** Values that look as if nobody else should read them. */

/** A key with something set: `auth.password: x`, `"password":"x"`, `--set` `tls.key=…`. */
const SET = /^\s*(?:- )*(?:(["'])(.+?)\1\s*:\s*|([\w.[\]-]+)\s*(?::\s+|=)\s*)(\S.*?)\s*$/;
const SECRET =
  /pass(?:word|wd|phrase)|secret|token|credential|(?:private|api|access|secret|license)[-_.]?key|(?:^|[.-])(?:key|pass)$/i;
/** Names of secrets that are elsewhere, and switches. */
const NO_SECRET = /existing|(?:name|ref|enabled|mount|annotations|labels|type|path|file|length)$/i;
const NOTHING = /^(?:""|''|~|null|true|false|\{\}|\[\]|#.*)$/i;

/** The text comes in the lines below. */
const BLOCK = /^[|>][+-]?$/;
/** Secrets whatever they are called. */
const BARE = /-----BEGIN [A-Z ]*(PRIVATE KEY)|:\/\/[^\s/:@]+:[^\s/@]+@/;

/** The keys in YAML or in lines of `--set` that look like secrets with a value, each once. */
export function secretKeys(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => keysIn(text.split(/[\n,{]/))))];
}

function keysIn(lines: readonly string[]): string[] {
  /** Of a variable of a container, which stands above its value. */
  let named = '';
  return lines.flatMap((line, i) => {
    const [, , quoted, plain = '', value = ''] = SET.exec(line) ?? [];
    const key = quoted ?? plain;
    const [bare, pem] = BARE.exec(line) ?? [];
    if (bare !== undefined) return [pem ?? key];
    if (value === '' || NOTHING.test(value)) return [];
    if (BLOCK.test(value) && !lines[i + 1]?.trim()) return [];
    if (key === 'name') named = value.replace(/["']/g, '');
    const told = key === 'value' ? named : key;
    return SECRET.test(told) && !NO_SECRET.test(told) ? [told] : [];
  });
}
