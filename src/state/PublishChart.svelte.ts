import { held } from '../core/actions/publish.ts';
import type { Compute, ComputeOptions, PackedChart } from '../core/compute/compute.ts';
import type { Artifact, Format } from '../core/formats/format.ts';
import { ChartroomError } from '../core/errors.ts';
import { formatReference } from '../core/oci/reference.ts';
import { Keep } from './Keep.svelte.ts';
import { Push, type PushTask } from './Push.svelte.ts';
import type { Services } from './services.ts';
import { pushReference, rememberRegistry, suggestReference } from './suggest.ts';

/** A chart as it was chosen: a folder to pack, or an archive to read. */
export interface ChosenChart {
  /** The folder's or archive's name. */
  name: string;
  load(compute: Compute, options: ComputeOptions): Promise<PackedChart>;
}

/** What charts of one selection have in common: where they go, and how they are stored. */
export interface PushSettings {
  readonly path: string;
  readonly format: Format;
}

/** A chart chosen on the publish page: packed, checked, and on its way. */
export class PublishChart {
  readonly name: string;
  chart = $state.raw<PackedChart | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  /** What pushing it would store, once that is known. */
  artifact = $state.raw<Artifact | undefined>();
  readonly push: Push;
  readonly keep: Keep;

  readonly #chosen: ChosenChart;
  readonly #services: Services;
  readonly #settings: PushSettings;
  readonly #abort = new AbortController();
  /** Artifacts by format: the same chart gives the same bytes each time. */
  readonly #artifacts = new Map<Format, Promise<Artifact>>();
  /** What the person typed; until then the suggestion stands. */
  #typed = $state.raw<string | undefined>();

  constructor(chosen: ChosenChart, settings: PushSettings, services: Services) {
    this.name = chosen.name;
    this.push = new Push(services);
    this.keep = new Keep(services);
    this.#chosen = chosen;
    this.#settings = settings;
    this.#services = services;
  }

  get reference(): string {
    if (this.#typed !== undefined) return this.#typed;
    return this.chart ? suggestReference(this.#settings.path, this.chart.metadata) : '';
  }

  set reference(text: string) {
    this.#typed = text;
    this.push.reset();
    this.keep.reset();
  }

  get loading(): boolean {
    return !this.chart && !this.error;
  }

  /** Findings that Helm would refuse the chart for. */
  get errors(): number {
    return this.chart?.findings.filter(({ severity }) => severity === 'error').length ?? 0;
  }

  /** Packs and checks the chart, and works out what a push would store. */
  async load(): Promise<void> {
    try {
      const compute = await this.#services.compute();
      this.chart = await this.#chosen.load(compute, { signal: this.#abort.signal });
      await this.preview();
    } catch (thrown) {
      this.error = ChartroomError.from(thrown);
    }
  }

  /** Brings `artifact` up to the format that is chosen. */
  async preview(): Promise<void> {
    if (!this.chart) return;
    const { format } = this.#settings;
    this.artifact = undefined;
    const artifact = await this.#assemble(format);
    if (this.#settings.format === format) this.artifact = artifact;
  }

  start(): Promise<void> {
    return this.push.start(this.#prepare);
  }

  /** Pushes over what stopped it: broken rules, or a tag that holds other content. */
  insist(): Promise<void> {
    return this.push.insist(this.#prepare);
  }

  keepIt(): Promise<void> {
    return this.keep.start(async () => {
      const { artifact, reference } = await this.#prepare();
      return { ...(await held(artifact)), reference: formatReference(reference) };
    });
  }

  /** Ends what is under way for this chart. */
  dispose(): void {
    this.#abort.abort();
    this.push.cancel();
  }

  readonly #prepare = async (): Promise<PushTask> => {
    const { chart } = this;
    if (!chart) throw this.error ?? new ChartroomError('aborted', {});
    const { version } = chart.metadata;
    const reference = pushReference(this.reference, version);
    rememberRegistry(reference.registry);
    const { format } = this.#settings;
    const artifact = await this.#assemble(format);
    return { artifact, format, reference, version, errors: this.errors };
  };

  #assemble(format: Format): Promise<Artifact> {
    const known = this.#artifacts.get(format);
    if (known) return known;
    const artifact = this.#services.compute().then((compute) => {
      if (!this.chart) throw new ChartroomError('aborted', {});
      return compute.assemble(this.chart, format, { signal: this.#abort.signal });
    });
    this.#artifacts.set(format, artifact);
    artifact.catch(() => this.#artifacts.delete(format));
    return artifact;
  }
}
