/** Links in index.html to what its script loads first, so that it comes along with the script. */

/** @typedef {import('vite').Rollup.OutputBundle} Bundle */

/** The frame around the pages, which the page's script loads by `import()`. */
const FRAME = '/src/frame.ts';
/**
 * The script that asks for the view that the address names, with the views that it knows: the module
 * of each, and what it will import next. The worker is started before the view is there.
 */
const AHEAD = 'ahead-of-app';
/** @type {Record<'publish' | 'chart', { module: string, next?: string }>} */
const VIEWS = {
  publish: {
    module: '/src/views/publish/Publish.svelte',
    next: '/src/views/publish/PublishOne.svelte',
  },
  chart: { module: '/src/views/chart/Chart.svelte' },
};

/** That script is another entry of the build. */
export const aheadInput = { [AHEAD]: 'src/ahead-of-app.ts' };

/**
 * The frame's code and styles as links in the page's head, and the files of views as data of the
 * script that makes links of them.
 *
 * @returns {import('vite').Plugin}
 */
export function pageLinks() {
  return {
    name: 'page-links',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const script = Object.values(bundle).find(({ name }) => name === AHEAD);
        // A build of another page, as benches have one.
        if (!script) return [];
        const frame = filesOf(bundle, FRAME);
        // The page itself has the view for publishing (`first-sight.mjs`), to be drawn with its styles.
        const styles = [...frame.styles, ...filesOf(bundle, VIEWS.publish.module).styles];
        const links = [
          ...frame.code.map((name) => linkTo(name, 'modulepreload')),
          ...styles.map((name) => linkTo(name, 'stylesheet')),
        ].filter(({ attrs }) => !html.includes(attrs.href));
        const known = (/** @type {string} */ name) =>
          html.includes(name) || frame.code.includes(name) || styles.includes(name);
        const data = Object.entries(VIEWS).map(([view, { module, next }]) => {
          const own = listOf(filesOf(bundle, module)).filter((name) => !known(name));
          const then = next ? listOf(filesOf(bundle, next)).filter((name) => !known(name)) : [];
          const parts = [own, then.filter((name) => !own.includes(name))];
          const text = parts.map((names) => names.map((name) => `./${name}`).join(' ')).join('|');
          return [`data-${view}`, text.replace(/\|+$/, '')];
        });
        const attrs = {
          ...{ async: true, fetchpriority: 'high', src: `./${script.fileName}` },
          ...Object.fromEntries(data),
        };
        return [{ tag: 'script', attrs, injectTo: 'head' }, siteFacts(), ...links];
      },
    },
  };
}

/** What the site says of itself, without which nothing is asked of a registry (`platform/site.ts`). */
function siteFacts() {
  const attrs = { rel: 'preload', as: 'fetch', crossorigin: true, href: './config.json' };
  return { tag: 'link', attrs, injectTo: /** @type {const} */ ('head') };
}

function linkTo(/** @type {string} */ name, /** @type {string} */ rel) {
  const attrs = { rel, crossorigin: true, href: `./${name}` };
  return { tag: 'link', attrs, injectTo: /** @type {const} */ ('head') };
}

function listOf(/** @type {{ code: string[], styles: string[] }} */ { code, styles }) {
  return [...styles, ...code];
}

/** The chunk that holds a module, all that it imports, and their styles. */
function filesOf(/** @type {Bundle} */ bundle, /** @type {string} */ module) {
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
    if (file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(module))) add(name);
  }
  return { code: [...code], styles: [...styles] };
}
