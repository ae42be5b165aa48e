import type { LibraryEntry } from '../core/library/entry.ts';
import { download } from '../platform/save.ts';
import { removeLeftFiles, writeFile } from '../platform/written-file.ts';
import { exportLine, exportName, type Exported } from '../text/exchange.ts';
import type { WorkProgress } from '../text/work.ts';
import { announce } from './announcer.svelte.ts';
import { Exchange } from './Exchange.svelte.ts';
import type { Services } from './services.ts';

/** **Export** of charts in the library as one file, an OCI image layout. */
export class LayoutExport extends Exchange {
  readonly kind = 'export';
  written = $state.raw<Exported | undefined>();
  /** The name of the file. */
  file = $state.raw('');
  done = $state.raw(0);
  all = $state.raw(0);
  /** Bytes of the file: how many are written, of how many; undefined while it is gathered. */
  #bytes = $state.raw<{ done: number; all: number } | undefined>();
  readonly #services: Services;

  constructor(services: Services) {
    super();
    this.#services = services;
    void removeLeftFiles();
  }

  get subject(): string {
    return this.file;
  }

  get howFar(): WorkProgress {
    if (this.#bytes) return { unit: 'bytes', ...this.#bytes };
    return { unit: 'charts', done: this.done, all: this.all };
  }

  /** Writes these charts into a file, and offers it as a download. */
  async start(entries: readonly LibraryEntry[]): Promise<void> {
    if (this.running || entries.length === 0) return;
    const charts = entries.map((entry) => ('chart' in entry ? entry.chart : undefined));
    this.file = exportName(charts);
    this.all = entries.length;
    await this.begin((signal) => this.#write(entries, signal));
  }

  async #write(entries: readonly LibraryEntry[], signal: AbortSignal): Promise<void> {
    this.written = undefined;
    this.done = 0;
    this.#bytes = undefined;
    const [library, { writeLayout }] = await Promise.all([
      this.#services.library(),
      import('../core/layout/write.ts'),
    ]);
    const names = entries.map(({ name }) => name);
    const onProgress = (done: number) => (this.done = done);
    const { tar, ...told } = await writeLayout(library, names, { signal, onProgress });
    if (told.artifacts > 0) {
      const onProgress = (done: number) => (this.#bytes = { done, all: tar.size });
      download(await writeFile(tar, { signal, onProgress }), this.file);
    }
    this.written = { ...told, size: tar.size };
    announce(`Exported ${exportLine(this.written)}`);
  }
}
