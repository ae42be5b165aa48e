import type { Selection } from '../core/actions/selection.ts';
import type { ImportFrom } from './LayoutImport.svelte.ts';
import { router } from './Router.svelte.ts';

/** What a layout in one file is usually called. */
const LAYOUT_FILE = /\.(?:tar|tar\.gz|oci)$/i;

/**
 * Takes what was dropped on the page: charts go to the page that publishes them. On the library's
 * page an OCI image layout, as a file or as a folder, goes into the library.
 */
export async function takeDrop(dropped: Promise<Selection>): Promise<void> {
  if (router.route.view === 'library') {
    const layouts = layoutsIn(await dropped.catch(() => ({ files: [], loose: [] })));
    if (layouts.length > 0) {
      const { layoutImport } = await import('./exchange.ts');
      return layoutImport.start(layouts);
    }
  }
  const choosing = import('./publishing.ts').then(({ publishing }) => publishing.choose(dropped));
  router.go('#/publish');
  await choosing;
}

function layoutsIn({ files, loose }: Selection): ImportFrom[] {
  const single = loose.filter(({ name }) => LAYOUT_FILE.test(name));
  const roots = files.filter(({ path }) => /^[^/]+\/oci-layout$/.test(path));
  return [
    ...single.map((file) => ({ name: file.name, place: file })),
    ...roots.map(({ path }) => {
      const name = path.slice(0, path.indexOf('/'));
      return { name, place: files.filter((file) => file.path.startsWith(`${name}/`)) };
    }),
  ];
}
