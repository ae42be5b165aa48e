import { attach, type AttachedFile } from '../core/actions/attach.ts';
import { typeOfFile } from '../core/attached/file-type.ts';
import { ChartroomError } from '../core/errors.ts';
import type { Descriptor } from '../core/oci/descriptor.ts';
import type { Reference } from '../core/oci/reference.ts';
import type { WorkProgress } from '../text/work.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';
import { Transfer } from './Transfer.svelte.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** The artifact that a file is attached to, and the page where that is seen. */
export interface AttachSubject {
  place: Reference;
  manifest: Descriptor;
  href: string;
}

/** **Attach a file…**: a file that will refer to an artifact in a registry. */
export class Attaching implements Work {
  readonly kind = 'attach';
  file = $state.raw<File | undefined>();
  mediaType = $state('');
  phase = $state.raw<'choosing' | 'running' | 'done' | 'failed'>('choosing');
  error = $state.raw<ChartroomError | undefined>();
  done = $state.raw<AttachedFile | undefined>();
  readonly transfer = new Transfer();
  readonly #of: AttachSubject;
  readonly #services: Services;
  #abort: AbortController | undefined;

  constructor(of: AttachSubject, services: Services) {
    this.#of = of;
    this.#services = services;
  }

  get subject(): string {
    return this.file?.name ?? '';
  }

  get href(): string {
    return this.#of.href;
  }

  get failure(): ChartroomError | undefined {
    return this.error;
  }

  get howFar(): WorkProgress {
    return { unit: 'bytes', done: this.transfer.bytes, all: this.transfer.size };
  }

  choose(file: File): void {
    this.file = file;
    this.mediaType = typeOfFile(file.name, file.type);
    this.phase = 'choosing';
    this.error = undefined;
    this.done = undefined;
  }

  async start(): Promise<void> {
    if (this.phase === 'running' || !this.file) return;
    const running = this.#run(this.file);
    workList.begin(this, running);
    await running;
  }

  cancel(): void {
    this.#abort?.abort();
  }

  async #run(file: File): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'running';
    this.error = undefined;
    this.transfer.expect([]);
    const { place, manifest } = this.#of;
    try {
      const [compute, target] = await Promise.all([
        this.#services.compute(),
        this.#services.repository(place.registry, place.repository, { push: true }),
      ]);
      const task = {
        subject: manifest,
        name: file.name,
        content: file,
        mediaType: this.mediaType.trim(),
      };
      const onProgress = this.transfer.report;
      this.done = await attach(target, task, compute, { signal, onProgress });
      this.phase = 'done';
    } catch (thrown) {
      this.error = await failureOf(thrown);
      this.phase = 'failed';
    }
  }
}
