/**
 * Asks for the files of the page that the address names, before the app's own script is there to
 * import them: that saves a round trip. Built as a script of its own, to which the build gives the
 * files of each view (`scripts/lib/page-links.mjs`).
 */
const { dataset } = document.currentScript ?? document.documentElement;
const [, view] = /^#?\/?(\w*)/.exec(location.hash) ?? [];
// The module that imports them looks for such links, and waits for styles that it adds itself.
for (const file of dataset[view || 'publish']?.split(' ') ?? []) {
  const isStyle = file.endsWith('.css');
  const link = document.createElement('link');
  link.rel = isStyle ? 'preload' : 'modulepreload';
  if (isStyle) link.as = 'style';
  link.crossOrigin = '';
  link.href = file;
  document.head.append(link);
}
