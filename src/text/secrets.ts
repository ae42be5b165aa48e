/** Values that look as if nobody else should read them. */

/** A key with something set: `auth.password: x`, `--set` `tls.key=…`. */
const SET = /^\s*(?:- )?["']?([\w.[\]-]+)["']?\s*(?::\s+|=)\s*(\S.*?)\s*$/;
const SECRET =
  /pass(?:word|wd|phrase)|secret|token|credential|(?:private|api|access|secret|license)[-_.]?key|(?:^|[.-])(?:key|pass)$/i;
/** Names of secrets that are elsewhere, and switches. */
const NO_SECRET = /existing|(?:name|ref|enabled|mount|annotations|labels|type|path|file|length)$/i;
const NOTHING = /^(?:""|''|~|null|true|false|\{\}|\[\]|[|>][+-]?|#.*)$/i;

/** The keys in YAML or in lines of `--set` that look like secrets with a value, each once. */
export function secretKeys(...texts: readonly string[]): string[] {
  const keys = texts
    .flatMap((text) => text.split(/[\n,]/))
    .map((line) => SET.exec(line))
    .filter((found) => found !== null)
    .filter(
      ([, key = '', value = '']) =>
        SECRET.test(key) && !NO_SECRET.test(key) && !NOTHING.test(value),
    )
    .map(([, key = '']) => key);
  return [...new Set(keys)];
}
