/**
 * Asks for the files of the page that the address names, before the app's own script is there to
 * import them: that saves a round trip. Once they have come, for those that the page will need next,
 * which then come while the page is drawn. Built as a script of its own, to which the build gives
 * the files of each view (`scripts/lib/page-links.mjs`).
 */
const { dataset } = document.currentScript ?? document.documentElement;
const view = /^#?\/?(\w+)/.exec(location.hash)?.[1] ?? 'publish';
const [own, next] = dataset[view]?.split('|') ?? [];
// Shows what the page itself has of that view (`styles/shell.css`).
document.documentElement.dataset['openedAt'] = view;

function ask(files = ''): Promise<unknown> {
  const links = (files.match(/\S+/g) ?? []).map((file) => {
    const isStyle = file.endsWith('.css');
    const link = document.createElement('link');
    // The module that imports a style looks for such a link, and waits for one that it adds itself.
    link.rel = isStyle ? 'preload' : 'modulepreload';
    if (isStyle) link.as = 'style';
    link.crossOrigin = '';
    link.href = file;
    document.head.append(link);
    return new Promise((resolve) => (link.onload = link.onerror = resolve));
  });
  return Promise.all(links);
}

void ask(own).then(() => ask(next));
