import { ChartroomError } from '../core/errors.ts';
import type { LibraryEntry } from '../core/library/entry.ts';
import type { WrittenLayout } from '../core/layout/write.ts';
import { download } from '../platform/save.ts';
import { exportLine, exportName } from '../text/exchange.ts';
import type { WorkProgress } from '../text/work.ts';
import { announce } from './announcer.svelte.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** **Export** of charts in the library as one file, an OCI image layout. */
export class LayoutExport implements Work {
  readonly kind = 'export';
  readonly href = '#/library';
  phase = $state.raw<'idle' | 'running' | 'done' | 'failed'>('idle');
  error = $state.raw<ChartroomError | undefined>();
  written = $state.raw<WrittenLayout | undefined>();
  /** The name of the file. */
  file = $state.raw('');
  done = $state.raw(0);
  all = $state.raw(0);
  readonly #services: Services;
  #abort: AbortController | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  get running(): boolean {
    return this.phase === 'running';
  }

  get subject(): string {
    return this.file;
  }

  get failure(): ChartroomError | undefined {
    return this.error;
  }

  get howFar(): WorkProgress {
    return { unit: 'charts', done: this.done, all: this.all };
  }

  /** Writes these charts into a file, and offers it as a download. */
  async start(entries: readonly LibraryEntry[]): Promise<void> {
    if (this.running || entries.length === 0) return;
    const charts = entries.map((entry) => ('chart' in entry ? entry.chart : undefined));
    this.file = exportName(charts);
    this.all = entries.length;
    const running = this.#run(entries.map(({ name }) => name));
    workList.begin(this, running);
    await running;
  }

  cancel(): void {
    this.#abort?.abort();
  }

  async #run(names: readonly string[]): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'running';
    this.error = undefined;
    this.written = undefined;
    this.done = 0;
    try {
      const [library, { writeLayout }] = await Promise.all([
        this.#services.library(),
        import('../core/layout/write.ts'),
      ]);
      const onProgress = (done: number) => (this.done = done);
      const written = await writeLayout(library, names, { signal, onProgress });
      if (written.artifacts > 0) download(written.tar, this.file);
      this.written = written;
      this.phase = 'done';
      announce(`Exported ${exportLine(written)}`);
    } catch (thrown) {
      this.error = signal.aborted ? new ChartroomError('aborted', {}) : await failureOf(thrown);
      this.phase = 'failed';
    }
  }
}
