import { services } from './app.ts';
import { LayoutExport } from './LayoutExport.svelte.ts';
import { LayoutImport } from './LayoutImport.svelte.ts';

/** The import and the export of the library: they go on while other pages are shown. */
export const layoutImport = new LayoutImport(services);
export const layoutExport = new LayoutExport(services);
