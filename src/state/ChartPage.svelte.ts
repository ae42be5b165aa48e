import type { FetchedChart } from '../core/actions/open.ts';
import { promotion } from '../core/actions/promote.ts';
import { readListed } from '../core/actions/listed-chart.ts';
import { pull, readKept, type PulledChart } from '../core/actions/pull.ts';
import { isFault } from '../core/chart/part.ts';
import { keptName, parseListed } from '../core/dependencies/listed-name.ts';
import { ChartroomError } from '../core/errors.ts';
import { whenIdle } from '../platform/idle.ts';
import { formatReference } from '../core/oci/reference.ts';
import { Checks } from './Checks.svelte.ts';
import { failureOf } from './failure.ts';
import { Keep } from './Keep.svelte.ts';
import { PushOn } from './PushOn.svelte.ts';
import { chartHref, type ChartPlace } from './routes.ts';
import type { Services } from './services.ts';
import { Transfer } from './Transfer.svelte.ts';
import { rememberReference } from './recent.ts';
import { workList } from './WorkList.svelte.ts';
import { manifestText } from '../core/read-blob.ts';

/** The page of a chart that was pulled from a registry, or read from the library or a chart repository. */
export class ChartPage {
  readonly place: ChartPlace;
  readonly reference: string;
  opened = $state.raw<PulledChart | undefined>();
  /** The manifest as it is stored. */
  manifest = $state.raw('');
  error = $state.raw<ChartroomError | undefined>();
  /** What was fetched and verified, while it is unpacked. */
  fetched = $state.raw<FetchedChart | undefined>();
  /** What was fetched, though the chart in it can't be loaded. */
  unloaded = $state.raw<FetchedChart | undefined>();
  readonly transfer = new Transfer();
  readonly checks = new Checks();
  readonly keep: Keep;
  /** For a chart in the library. */
  readonly pushOn: PushOn;

  readonly #services: Services;
  #abort = new AbortController();

  constructor(place: ChartPlace, reference: string, services: Services) {
    this.place = place;
    this.reference = reference;
    const href = chartHref(place, reference);
    this.keep =
      workList.find(Keep, (keep) => keep.href === href) ?? new Keep({ reference, href }, services);
    this.pushOn =
      PushOn.underWay(reference) ??
      new PushOn(
        reference,
        () => this.opened?.chart.metadata.version,
        async (destination) => promotion(this.#there(), destination),
        services,
      );
    this.#services = services;
  }

  get loading(): boolean {
    return !this.opened && !this.error;
  }

  async load(): Promise<void> {
    this.error = undefined;
    this.unloaded = undefined;
    this.fetched = undefined;
    this.#abort = new AbortController();
    const options = {
      signal: this.#abort.signal,
      onProgress: this.transfer.report,
      onFetched: (whole: FetchedChart) => {
        this.fetched = whole;
      },
    };
    const bring = { chart: pull, library: readKept, repository: readListed }[this.place];
    try {
      const opened = await bring(this.reference, this.#services, options);
      this.manifest = await manifestText(opened.manifestBlob);
      this.opened = opened;
      this.fetched = undefined;
      whenIdle(() => void this.keep.prepare());
      if (this.place === 'chart' && opened.found) rememberReference(opened.found);
      const compute = await this.#services.compute();
      const { signal } = this.#abort;
      await this.checks.start(() => compute.check(opened.chart, { signal }));
    } catch (thrown) {
      this.error = await failureOf(thrown);
      const isOfContent = isFault(this.error) || this.error.code === 'manifest.invalid';
      const { fetched } = this;
      this.fetched = undefined;
      if (fetched && isOfContent) await this.#showUnloaded(fetched);
    }
  }

  /** A fault of the chart doesn't hide the rest of what was fetched. */
  async #showUnloaded(fetched: FetchedChart): Promise<void> {
    this.manifest = await manifestText(fetched.manifestBlob);
    this.unloaded = fetched;
    const compute = await this.#services.compute();
    const { manifest, blobs } = fetched;
    const { signal } = this.#abort;
    await this.checks.start(() => compute.checkStored(manifest, blobs, { signal }));
  }

  cancel(): void {
    this.#abort.abort();
  }

  keepIt(): Promise<void> {
    return this.keep.start(async () => {
      const { source, descriptor, found } = this.#there();
      const reference = found ? formatReference(found) : nameToKeep(this.reference);
      return { source, name: descriptor.digest, reference };
    });
  }

  #there(): PulledChart {
    if (!this.opened) throw this.error ?? new ChartroomError('aborted', {});
    return this.opened;
  }
}

/** What a chart from a chart repository is kept as; any other name stays. */
function nameToKeep(text: string): string {
  const { url, chart, version } = parseListed(text) ?? {};
  if (url === undefined || chart === undefined || version === undefined) return text;
  return keptName({ url, chart, version });
}
