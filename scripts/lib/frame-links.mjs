/** Links in index.html to what its script loads first, so that it comes along with the script. */

/** @typedef {import('vite').Rollup.OutputBundle} Bundle */

/** The frame around the pages, which the page's script loads by `import()`. */
const FRAME = '/src/frame.ts';

/**
 * The frame's code and styles as links in the page's head.
 *
 * @returns {import('vite').Plugin}
 */
export function frameLinks() {
  return {
    name: 'frame-links',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const { code, styles } = filesOf(bundle);
        const attributes = (/** @type {string} */ name, /** @type {string} */ rel) => ({
          rel,
          crossorigin: true,
          href: `./${name}`,
        });
        const links = [
          ...code.map((name) => attributes(name, 'modulepreload')),
          ...styles.map((name) => attributes(name, 'stylesheet')),
        ].filter(({ href }) => !html.includes(href));
        return links.map((attrs) => ({ tag: 'link', attrs, injectTo: 'head' }));
      },
    },
  };
}

/** The chunk that holds the frame, all that it imports, and their styles. */
function filesOf(/** @type {Bundle} */ bundle) {
  /** @type {Set<string>} */
  const code = new Set();
  /** @type {Set<string>} */
  const styles = new Set();
  const add = (/** @type {string} */ name) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || code.has(name)) return;
    code.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
    chunk.imports.forEach(add);
  };
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(FRAME))) add(name);
  }
  return { code: [...code], styles: [...styles] };
}
