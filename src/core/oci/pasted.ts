/** A scheme that an address on the page of a registry, or in a chart's README, begins with. */
const SCHEME = /^(?:oci|https?):\/\//i;
/** A word of a shell's line: quoted, or up to the next space. */
const WORD = /"[^"]*"|'[^']*'|\S+/g;

/**
 * The reference in what a person typed or pasted: without `oci://` or `https://`, without slashes
 * at its end, and out of a line for a terminal such as `helm pull oci://ghcr.io/a/b --version 1.0`.
 * Any other text comes back as it is, but for the spaces around it.
 */
export function bareReference(text: string): string {
  const typed = text.trim();
  return withoutScheme(commanded(typed) ?? typed).replace(/\/+$/, '');
}

/** A reference or address without `oci://`, `https://` or `http://`. */
export function withoutScheme(text: string): string {
  return text.replace(SCHEME, '');
}

/** The reference in a line of Helm's, with the version that the line asks for. */
function commanded(line: string): string | undefined {
  if (!/\s/.test(line)) return undefined;
  const words = (line.match(WORD) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  const reference = words.find((word) => /^oci:\/\//i.test(word));
  if (reference === undefined) return undefined;
  const version = optionOf(words, '--version');
  const named = /[:@][^/]*$/.test(withoutScheme(reference).replace(/^[^/]*\//, ''));
  return version === undefined || named ? reference : `${reference}:${version}`;
}

/** The value of an option, given as `--name value` or `--name=value`. */
function optionOf(words: readonly string[], name: string): string | undefined {
  const joined = words.find((word) => word.startsWith(`${name}=`));
  if (joined) return joined.slice(name.length + 1).replace(/^(["'])(.*)\1$/, '$2');
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}
