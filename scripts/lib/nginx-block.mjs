/** Edits only the blocks of an nginx configuration that are marked as the deployment's. */

/**
 * The text with one of its blocks changed.
 * @param {string} text
 * @param {'deployment' | 'deployment of the relay'} title
 * @param {(block: string) => string} change
 */
export function editBlock(text, title, change) {
  const marked = new RegExp(`^# --- ${title} -+\\n[^]*?^# --- end of ${title} -+\\n`, 'm');
  const block = marked.exec(text)?.[0];
  if (!block) throw new Error(`the configuration has no block "${title}"`);
  return text.replace(block, () => change(block));
}

/** The arguments of the first directive of that name. */
export function directive(/** @type {string} */ text, /** @type {string} */ name) {
  return find(name).exec(text)?.[0];
}

/**
 * Gives the first directive of that name other arguments.
 * @param {string} block
 * @param {string} name
 * @param {string} value
 */
export function setDirective(block, name, value) {
  if (!find(name).test(block)) throw new Error(`the deployment block has no ${name}`);
  return block.replace(find(name), () => value);
}

function find(/** @type {string} */ name) {
  return new RegExp(`(?<=^ +${name} +)[^;]+`, 'm');
}

/**
 * Puts rows into a map, in place of those with the same key.
 * @param {string} block
 * @param {string} map
 * @param {Record<string, string>} rows
 */
export function setRows(block, map, rows) {
  const body = new RegExp(`(?<=^ +map .* \\${map} {\n)[^]*?(?=^ +}$)`, 'm');
  if (!body.test(block)) throw new Error(`the deployment block has no ${map}`);
  const added = Object.entries(rows).map(([key, value]) => `        "${key}" ${value};\n`);
  return block.replace(body, (old) => {
    const kept = old.split(/(?<=\n)/).filter((line) => !(keyOf(line) in rows));
    return kept.join('') + added.join('');
  });
}

function keyOf(/** @type {string} */ line) {
  const [, quoted, plain] = /^\s*(?:"([^"]*)"|(\S+))/.exec(line) ?? [];
  return quoted ?? plain ?? '';
}

/** The `listen` directives for a port of this machine, with or without TLS. */
export function listenAt(
  /** @type {number} */ port,
  /** @type {{ certificate: string, key: string } | undefined} */ tls,
) {
  const address = `127.0.0.1:${port}`;
  if (!tls) return address;
  return `${address} ssl;\n        ssl_certificate "${tls.certificate}";\n        ssl_certificate_key "${tls.key}"`;
}
