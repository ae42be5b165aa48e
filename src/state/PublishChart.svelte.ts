import { held, publication } from '../core/actions/publish.ts';
import {
  pushReference,
  registryIn,
  suggestReference,
  withVersion,
} from '../core/actions/push-reference.ts';
import type { QueuedPush } from '../core/actions/push-queue.ts';
import type { PushTask } from '../core/actions/push.ts';
import type { Aim } from '../core/actions/standing.ts';
import { destinationOf, type SameTag } from '../core/actions/same-tag.ts';
import { isOfChart, type ChosenChart } from '../core/actions/selection.ts';
import type { Carried, CarriedOver } from '../core/actions/carry-dependencies.ts';
import type { FetchedDependencies } from '../core/actions/dependencies.ts';
import type { ChartSource } from '../core/chart/files.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import type { Limited } from '../core/concurrency.ts';
import type { Compute, ComputeOptions, PackOptions } from '../core/compute/compute.ts';
import type { Artifact, Format } from '../core/formats/format.ts';
import { ChartroomError, isChartroomError } from '../core/errors.ts';
import type { Finding } from '../core/lint/finding.ts';
import { lackingIn } from '../core/lint/verdict.ts';
import { formatReference } from '../core/oci/reference.ts';
import type { PushOutcome } from '../text/push-summary.ts';
import { Artifacts } from './artifacts.ts';
import { Checks } from './Checks.svelte.ts';
import { Dependencies } from './Dependencies.svelte.ts';
import { failureOf } from './failure.ts';
import { FurtherTags } from './FurtherTags.svelte.ts';
import { Keep } from './Keep.svelte.ts';
import { LookUp } from './LookUp.svelte.ts';
import { Push } from './Push.svelte.ts';
import type { PushSettings } from './push-settings.ts';
import { Since, type Reading } from './Since.svelte.ts';
import type { Services } from './services.ts';

/** How many charts were chosen in this visit. */
let chosenSoFar = 0;

/** A chart on the publish page, from packing and checking to the push. */
export class PublishChart implements QueuedPush, Reading {
  /** Tells it from every other chart of this visit; several may have the same name. */
  readonly id = chosenSoFar++;
  readonly name: string;
  chart = $state.raw<PackedChart | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  /** The artifact that a push would store, once it is known. */
  artifact = $state.raw<Artifact | undefined>();
  readonly checks = new Checks();
  readonly push: Push;
  readonly keep: Keep;
  readonly lookUp: LookUp;
  /** The tags that it gets beside that of its reference. */
  readonly further = new FurtherTags(
    () => this.push.reset(),
    () => this.#settings.commonTags(this),
  );
  readonly dependencies: Dependencies;
  /** What changed since the last read; absent if it was read for the first time. */
  readonly since: Since | undefined;
  /** Whether all there is to it is shown, where it is one of many. */
  open = $state.raw(false);
  /** Whether it is to be pushed with the others. */
  ticked = $state.raw(true);
  queued = $state.raw(false);

  readonly #chosen: ChosenChart;
  readonly #services: Services;
  readonly #settings: PushSettings<PublishChart>;
  /** The packed chart of this name from an earlier selection. */
  #known: PackedChart | undefined;
  #abort = new AbortController();
  #settle = () => {};
  /** Resolves when there is a chart or an error. */
  readonly settled = new Promise<void>((resolve) => (this.#settle = resolve));
  #artifacts = new Artifacts();
  #isPreviewed = false;
  /** The source that it is packed from, including fetched dependencies. */
  #source: ChartSource | undefined;
  /** What was fetched into it, to be there still when its folder is read again. */
  #carried: Carried | undefined;
  /** What became of what was fetched before the folder was read again. */
  carriedOver = $state.raw<CarriedOver | undefined>();
  /** The further tags that were typed for the last read; not its object, which holds that read. */
  #typedTags: string | undefined;
  /** The version of the last read, which a tag that was typed may follow. */
  #followed: string | undefined;
  /** A higher version that was found where the push that runs goes. */
  #higher: string | undefined;
  /** The destination that the person typed; until then the suggestion is used. */
  #typed = $state.raw<string | undefined>();

  /**
   * `before` is the chart of this name that was chosen before; if the same place is `readAgain`, this
   * is that chart as it is now, and goes where it was to go.
   */
  constructor(
    chosen: ChosenChart,
    settings: PushSettings<PublishChart>,
    services: Services,
    before?: PublishChart,
    readAgain = false,
  ) {
    this.#known = before?.latest;
    if (before && readAgain) {
      this.#typed = before.#typed;
      this.open = before.open;
      this.ticked = before.ticked;
      this.#carried = before.#carried;
      // A read that failed has passed nothing on yet.
      this.#followed = before.chart?.metadata.version ?? before.#followed;
      this.#typedTags = before.further.typed ?? before.#typedTags;
      this.since = new Since({ chart: before.latest, findings: before.findings }, this);
    }
    this.name = chosen.name;
    this.push = new Push(services);
    this.keep = new Keep(this, services);
    this.lookUp = new LookUp(services, settings.asking);
    this.dependencies = new Dependencies(this, services);
    this.#chosen = chosen;
    this.#source = chosen.source;
    this.#settings = settings;
    this.#services = services;
  }

  /** What the checks found; undefined while they run. */
  get findings(): readonly Finding[] | undefined {
    return this.checks.findings;
  }

  /** The chart as it was packed last, in an earlier selection if it can't be packed now. */
  get latest(): PackedChart | undefined {
    return this.chart ?? this.#known;
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

  /** Where it goes; worked out only when the reference changes, since many charts are compared. */
  readonly destination = $derived.by(
    () => this.chart && destinationOf(this.reference, this.chart.metadata.version),
  );

  /** What would be pushed and where to, as far as that is known and can be. */
  readonly aim: Aim | undefined = $derived.by(() => {
    const { chart, artifact } = this;
    if (!chart || !artifact || !this.destination) return undefined;
    const { version } = chart.metadata;
    const reference = pushReference(this.reference, version);
    return {
      reference,
      further: this.further.tags.filter((tag) => tag !== reference.tag),
      version,
      manifest: artifact.manifest.descriptor.digest,
      archive: chart.digest,
    };
  });

  get href(): string | undefined {
    return this.#settings.href;
  }

  /** The charts with the same destination tag, including this one, if there are others. */
  get sameTag(): SameTag<PublishChart> | undefined {
    return this.#settings.sameTag(this);
  }

  /** Whether other charts with different content have the same destination tag. */
  get clashes(): boolean {
    return this.sameTag?.alike === false;
  }

  /** The declared dependencies that charts/ lacks, as far as the checks have found out. */
  readonly lacking = $derived.by(() => lackingIn(this.checks.findings ?? []));

  /** Whether it is pushed only by itself, when the person says so. */
  get heldBack(): boolean {
    return this.clashes || this.lacking.length > 0;
  }

  /** How it stands among others. Lists look at all of them whenever one of these changes. */
  readonly outcome: PushOutcome = $derived.by(() => {
    const { error, push } = this;
    if (push.result) return push.result.unchanged ? 'unchanged' : 'pushed';
    if (isChartroomError(push.error ?? error, 'aborted')) return 'cancelled';
    if (error ?? push.error) return 'failed';
    if (!this.ticked) return 'left-out';
    return this.heldBack && !push.running ? 'held-back' : 'open';
  });
  readonly isPushed = $derived(this.outcome === 'pushed' || this.outcome === 'unchanged');

  async isHeldBack(): Promise<boolean> {
    // If the checks fail, the push tells why.
    await this.checks.verdict().catch(() => undefined);
    return !this.ticked || this.heldBack;
  }

  get loading(): boolean {
    return !this.chart && !this.error;
  }

  /** Packs the chart and starts its checks. */
  async load(): Promise<void> {
    try {
      const compute = await this.#services.compute();
      const loaded = await this.#chosen.load(compute, this.#packing());
      this.chart = await this.#withCarried(compute, loaded);
      this.#known = undefined;
      this.#follow(this.chart.metadata.version);
      this.#settle();
      void this.keep.prepare();
      const { signal } = this.#abort;
      await Promise.all([this.#check(compute, this.chart), this.since?.compare(compute, signal)]);
    } catch (thrown) {
      this.error = await failureOf(thrown);
      this.#settle();
      if (!this.chart) await this.#checkUnloaded();
    }
  }

  #packing(): ComputeOptions & PackOptions {
    const unpacked = this.#settings.isShown(this);
    return { signal: this.#abort.signal, known: this.#known, unpacked };
  }

  /** The chart with what was fetched into it before its folder was read again. */
  async #withCarried(compute: Compute, chart: PackedChart): Promise<PackedChart> {
    const { source: folder } = this.#chosen;
    if (!this.#carried || !folder) return chart;
    const { carryOver } = await import('../core/actions/carry-dependencies.ts');
    const { source, carried, ...paths } = await carryOver(this.#carried, folder, chart.metadata);
    this.#carried = carried;
    this.carriedOver = paths;
    if (paths.kept.length === 0) return chart;
    this.#source = source;
    return compute.packFolder(source, this.#packing());
  }

  /** A reference that named the version of the last read names this one's. */
  #follow(version: string): void {
    if (this.#typedTags !== undefined) {
      this.further.follow(this.#typedTags, this.#followed, version);
    }
    if (this.#typed === undefined || this.#followed === undefined) return;
    this.#typed = withVersion(this.#typed, this.#followed, version);
  }

  /** Calls its packing off. */
  stop(): void {
    if (this.loading) this.#abort.abort();
  }

  /** Packs it after that was called off. */
  async packAfterAll(): Promise<void> {
    if (this.error?.code !== 'aborted') return;
    this.error = undefined;
    this.#abort = new AbortController();
    await this.load();
    if (this.#isPreviewed) await this.preview();
  }

  #check(compute: Compute, chart: PackedChart): Promise<void> {
    return this.checks.start(() => compute.check(chart, { signal: this.#abort.signal }));
  }

  /** One fault keeps a chart from being loaded; the checks say what else there is. */
  async #checkUnloaded(): Promise<void> {
    const { check } = this.#chosen;
    if (!check || !isOfChart(this.error)) return;
    const compute = await this.#services.compute();
    const { signal } = this.#abort;
    await this.checks.start(() => check(compute, { signal })).catch(() => undefined);
  }

  /** Assembles the artifact that a push would store in the chosen format. */
  async preview(): Promise<void> {
    const { format } = this.#settings;
    const { chart } = this;
    this.#isPreviewed = true;
    this.artifact = undefined;
    if (!chart) return;
    try {
      const artifact = await this.#assemble(format);
      if (this.#settings.format === format && this.chart === chart) this.artifact = artifact;
    } catch (thrown) {
      this.error = await failureOf(thrown);
    }
  }

  /** Another chart that was chosen with it, by its path from this one's folder. */
  folder(path: string): ChartSource | undefined {
    return this.#chosen.folder?.(path);
  }

  /** Whether it was chosen as an archive. */
  get packed(): boolean {
    return !this.#chosen.source;
  }

  /**
   * Packs and checks the chart anew with its dependencies. Its provenance is dropped, since the
   * signature was for the old archive.
   */
  async complete(fetched: FetchedDependencies, signal: AbortSignal): Promise<void> {
    if (!this.chart) return;
    const [{ unpackedSource, withDependencies }, { carry }] = await Promise.all([
      import('../core/actions/dependencies.ts'),
      import('../core/actions/carry-dependencies.ts'),
    ]);
    const { source: folder } = this.#chosen;
    const compute = await this.#services.compute();
    const source = this.#source ?? unpackedSource(await compute.unpack(this.chart));
    const completed = withDependencies(source, fetched);
    const chart = await compute.packFolder(completed, { ...this.#packing(), signal });
    if (folder) this.#carried = await carry(this.#carried, fetched, folder, chart.metadata);
    this.chart = chart;
    this.#source = completed;
    this.carriedOver = undefined;
    this.#artifacts = new Artifacts();
    this.push.reset();
    this.keep.reset();
    // Begun together: what was found in the chart as it was before says nothing of this one.
    await Promise.all([this.#check(compute, chart), this.#isPreviewed && this.preview()]);
  }

  /** The destination registry, once there is a chart to push. */
  get registry(): string | undefined {
    return this.chart && registryIn(this.reference);
  }

  async start(sending?: Limited): Promise<ChartroomError | undefined> {
    // What was looked up is forgotten once the push runs.
    this.#higher = this.lookUp.higher;
    await this.#settings.underWay(this.push.start(this.#prepare, sending));
    return this.push.error;
  }

  /** Called when its registry requires a sign-in: the push is reset as if it hadn't been tried. */
  wait(): void {
    this.push.reset();
  }

  /**
   * Pushes despite the objection that stopped it: errors in the chart, or a tag with other content.
   */
  insist(): Promise<void> {
    return this.#settings.underWay(this.push.insist(this.#prepare));
  }

  keepIt(): Promise<void> {
    return this.keep.start(async () => {
      const { artifact, reference } = await this.#ready();
      return { ...(await held(artifact)), reference: formatReference(reference) };
    });
  }

  /** Aborts all work under way for this chart. */
  dispose(): void {
    this.#abort.abort();
    this.push.cancel();
    this.lookUp.cancel();
    this.dependencies.cancel();
  }

  readonly #prepare = async (): Promise<PushTask> => {
    const { artifact, ...about } = await this.#ready();
    const higher = this.#higher;
    const further = this.further.for(about.reference);
    return publication(artifact, { ...about, further, higher, ...(await this.checks.verdict()) });
  };

  /** The artifact in the current format, with the current destination. */
  async #ready() {
    if (!this.chart) throw this.error ?? new ChartroomError('aborted', {});
    const { version } = this.chart.metadata;
    const reference = pushReference(this.reference, version);
    const { format } = this.#settings;
    return { artifact: await this.#assemble(format), format, reference, version };
  }

  #assemble(format: Format): Promise<Artifact> {
    return this.#artifacts.of(format, async () => {
      const compute = await this.#services.compute();
      if (!this.chart) throw new ChartroomError('aborted', {});
      return compute.assemble(this.chart, format, { signal: this.#abort.signal });
    });
  }
}
