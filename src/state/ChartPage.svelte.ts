import { locate, parseWanted } from '../core/actions/locate.ts';
import { open, type OpenedChart } from '../core/actions/open.ts';
import { ChartroomError } from '../core/errors.ts';
import { isDigest } from '../core/oci/digest.ts';
import { formatReference, parseReference, type Reference } from '../core/oci/reference.ts';
import { copy } from '../core/content/copy.ts';
import type { Source } from '../core/content/target.ts';
import { failureOf } from './failure.ts';
import { Checks } from './Checks.svelte.ts';
import { Keep } from './Keep.svelte.ts';
import { Push, type PushTask } from './Push.svelte.ts';
import type { ChartPlace } from './routes.ts';
import type { Services } from './services.ts';
import { pushReference } from './suggest.ts';
import { Transfer } from './Transfer.svelte.ts';

/** A chart pulled from a registry, or read from the library. */
export class ChartPage {
  readonly place: ChartPlace;
  readonly reference: string;
  opened = $state.raw<OpenedChart | undefined>();
  /** Where it was found: what was asked for, with a tag or digest in place of a range. */
  found = $state.raw<Reference | undefined>();
  /** The manifest as it is stored. */
  manifest = $state.raw('');
  error = $state.raw<ChartroomError | undefined>();
  readonly transfer = new Transfer();
  readonly checks = new Checks();
  readonly keep: Keep;
  readonly push: Push;

  readonly #services: Services;
  #abort = new AbortController();
  #loading: Promise<void> | undefined;
  #destination = $state.raw('');

  constructor(place: ChartPlace, reference: string, services: Services) {
    this.place = place;
    this.reference = reference;
    this.keep = new Keep(services);
    this.push = new Push(services);
    this.#destination = reference;
    this.#services = services;
  }

  get loading(): boolean {
    return !this.opened && !this.error;
  }

  /** Where it is to be pushed; at first where it came from. */
  get destination(): string {
    return this.#destination;
  }

  set destination(text: string) {
    this.#destination = text;
    this.push.reset();
  }

  load(): Promise<void> {
    this.#loading = this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    this.error = undefined;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const { source, name } = await this.#source(signal);
      const compute = await this.#services.compute();
      const onProgress = this.transfer.report;
      const opened = await open(source, name, { compute, signal, onProgress });
      this.manifest = await opened.manifestBlob.text();
      this.opened = opened;
      await this.checks.start(compute, opened.chart, { signal });
    } catch (thrown) {
      this.error = this.#named(await failureOf(thrown));
    }
  }

  cancel(): void {
    this.#abort.abort();
  }

  keepIt(): Promise<void> {
    return this.keep.start(() => {
      const { opened, found } = this;
      if (!opened || !found) throw new ChartroomError('aborted', {});
      const { source, descriptor } = opened;
      return Promise.resolve({
        source,
        name: descriptor.digest,
        reference: formatReference(found),
      });
    });
  }

  pushIt(): Promise<void> {
    return this.push.start(this.#prepare);
  }

  /** Pushes over a tag that holds other content. */
  insist(): Promise<void> {
    return this.push.insist(this.#prepare);
  }

  readonly #prepare = async (): Promise<PushTask> => {
    await this.#loading;
    const { opened } = this;
    if (!opened) throw this.error ?? new ChartroomError('aborted', {});
    const { manifest, descriptor, source, format, chart } = opened;
    const reference = pushReference(this.destination, chart.metadata.version);
    return {
      parts: [manifest.config, ...manifest.layers, descriptor],
      send: (to, tag, options) => copy(source, descriptor.digest, to, tag, options),
      format,
      reference,
      version: chart.metadata.version,
      errors: 0,
    };
  };

  async #source(signal: AbortSignal): Promise<{ source: Source; name: string }> {
    if (this.place === 'library') {
      this.found = referenceIn(this.reference);
      return { source: await this.#services.library(), name: this.reference };
    }
    const wanted = parseWanted(this.reference);
    const { registry, repository } = wanted;
    const source = await this.#services.repository(registry, repository);
    const name = await locate(source, wanted, { signal });
    this.found = { registry, repository, ...(isDigest(name) ? { digest: name } : { tag: name }) };
    return { source, name };
  }

  /** A target knows tags; a person knows references. */
  #named(error: ChartroomError): ChartroomError {
    if (error.code !== 'tag.not-found') return error;
    return new ChartroomError('tag.not-found', { reference: this.reference }, { cause: error });
  }
}

/** The reference that a name in the library is; it may be any text. */
function referenceIn(name: string): Reference | undefined {
  try {
    return parseReference(name);
  } catch {
    return undefined;
  }
}
