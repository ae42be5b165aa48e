import { open, type OpenedChart } from '../core/actions/open.ts';
import { ChartroomError } from '../core/errors.ts';
import {
  formatReference,
  manifestName,
  parseReference,
  type Reference,
} from '../core/oci/reference.ts';
import type { Target } from '../core/target/target.ts';
import { Keep } from './Keep.svelte.ts';
import type { ChartPlace } from './routes.ts';
import type { Services } from './services.ts';
import { Transfer } from './Transfer.svelte.ts';

/** Docker's rule for a reference with neither tag nor digest. */
const DEFAULT_TAG = 'latest';

/** A chart pulled from a registry, or read from the library. */
export class ChartPage {
  readonly place: ChartPlace;
  readonly reference: string;
  opened = $state.raw<OpenedChart | undefined>();
  /** The manifest as it is stored. */
  manifest = $state.raw('');
  error = $state.raw<ChartroomError | undefined>();
  readonly transfer = new Transfer();
  readonly keep: Keep;

  readonly #services: Services;
  #abort = new AbortController();

  constructor(place: ChartPlace, reference: string, services: Services) {
    this.place = place;
    this.reference = reference;
    this.keep = new Keep(services);
    this.#services = services;
  }

  get loading(): boolean {
    return !this.opened && !this.error;
  }

  /** The reference in parts, where it is one: names in the library may be anything. */
  get parsed(): Reference | undefined {
    try {
      return withName(parseReference(this.reference));
    } catch {
      return undefined;
    }
  }

  async load(): Promise<void> {
    this.error = undefined;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const { source, name } = await this.#source();
      const compute = await this.#services.compute();
      const onProgress = this.transfer.report;
      const opened = await open(source, name, { compute, signal, onProgress });
      this.manifest = await opened.manifestBlob.text();
      this.opened = opened;
    } catch (thrown) {
      this.error = this.#named(ChartroomError.from(thrown));
    }
  }

  cancel(): void {
    this.#abort.abort();
  }

  keepIt(): Promise<void> {
    return this.keep.start(() => {
      const { opened } = this;
      if (!opened) throw new ChartroomError('aborted', {});
      const reference = formatReference(withName(parseReference(this.reference)));
      return Promise.resolve({
        source: opened.target,
        name: opened.descriptor.digest,
        reference,
      });
    });
  }

  async #source(): Promise<{ source: Target; name: string }> {
    if (this.place === 'library') {
      return { source: await this.#services.library(), name: this.reference };
    }
    const reference = withName(parseReference(this.reference));
    const { registry, repository } = reference;
    const source = await this.#services.repository(registry, repository);
    return { source, name: manifestName(reference) ?? DEFAULT_TAG };
  }

  /** A target knows tags; a person knows references. */
  #named(error: ChartroomError): ChartroomError {
    if (error.code !== 'tag.not-found') return error;
    return new ChartroomError('tag.not-found', { reference: this.reference }, { cause: error });
  }
}

function withName(reference: Reference): Reference {
  return manifestName(reference) === undefined ? { ...reference, tag: DEFAULT_TAG } : reference;
}
