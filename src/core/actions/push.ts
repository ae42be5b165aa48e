import type { Limited } from '../concurrency.ts';
import type { CopyProgress } from '../content/copy.ts';
import type { Destination, Source, StoredManifest } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import { byteOrder } from '../go/byte-order.ts';
import type { StoredFormat } from '../formats/format.ts';
import type { Verdict } from '../lint/verdict.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { formatReference } from '../oci/reference.ts';
import { isHeld } from './further-tags.ts';
import type { TagResult } from './set-tags.ts';
import { tagStandings, type TagStanding } from './tag-standing.ts';
import type { TurnOptions, TurnsByName } from '../turns.ts';
import type { TaggedReference } from './push-reference.ts';
import { once } from '../once.ts';
import { tagMeantBy } from './same-tag.ts';

/**
 * A page can begin without what only a push needs. Asked for once: a build looks through the page
 * for what it has preloaded at every `import`.
 */
const loadCopy = once(() => import('../content/copy.ts'));

/** An artifact that is ready to be pushed, with the result of its checks. */
export interface PushTask extends Verdict {
  /** The place where it is now. */
  source: Source;
  manifest: Descriptor;
  /** The blobs that the manifest names. */
  blobs: readonly Descriptor[];
  /** Its destination. */
  reference: TaggedReference;
  /** Tags that it gets besides. */
  further?: readonly string[] | undefined;
  format: StoredFormat;
  /** The chart's own version. */
  version: string;
  /** A higher version that the repository is known to have, if it has one. */
  higher?: string | undefined;
}

/** Why a push stops until the person confirms it. */
const OBJECTIONS = [
  'chart.has-errors',
  'chart.unchecked',
  'version.lower',
  'tag.differs',
  'tags.held',
] as const;

export type Objection = (typeof OBJECTIONS)[number];

export interface PushPorts {
  /** A repository of a registry, opened for a push. */
  repository(
    registry: string,
    name: string,
    options: { push: true },
  ): Promise<Destination & Pick<Source, 'fetchManifest'>>;
  /** Pushes to one tag take turns, so that each sees the result of the one before. */
  turns: TurnsByName;
}

export interface PushOptions extends TurnOptions {
  /** Objections that the person has overridden. */
  despite?: readonly Objection[];
  /** Decides when what the registry lacks is sent; at once without it. */
  sending?: Limited | undefined;
  /** Called with the reference once our own checks have passed and the copy begins. */
  onBegin?: ((reference: string) => void) | undefined;
  onProgress?: ((progress: CopyProgress) => void) | undefined;
}

/** What the registry holds after a push. */
export interface Pushed {
  /** The reference in the form shown to people. */
  reference: string;
  place: TaggedReference;
  digest: Digest;
  format: StoredFormat;
  version: string;
  /** The manifest as it is stored; a Blob, as to read it takes the browser as long as a request. */
  manifest: Blob;
  /** The registry had this very manifest under the tag, so nothing was sent. */
  unchanged: boolean;
  /** The further tags, each with what became of it: one that failed keeps none of the rest. */
  further: readonly TagResult[];
}

/**
 * Pushes an artifact. A chart with errors (`chart.has-errors`) or one that couldn't be checked
 * (`chart.unchecked`) isn't pushed, nor one below the newest version that is known to be there
 * (`version.lower`), and the registry isn't contacted, unless `despite` allows it.
 * If the tag already names the same manifest, that costs one request; if it names other content,
 * that is `tag.differs` unless `despite` allows replacing it. A push waits while another one to the
 * same tag is under way.
 *
 * Further tags are looked at before anything is sent: one that should stay where it is (`isHeld`) is
 * `tags.held` unless `despite` allows moving it. They are set once the chart is there, in the same
 * request where the registry can do that. One that fails doesn't make the push fail.
 */
export async function push(
  task: PushTask,
  ports: PushPorts,
  options: PushOptions = {},
): Promise<Pushed> {
  const { errors, unchecked, higher, reference, version } = task;
  const { despite, signal, onWait } = options;
  if (errors > 0 && !despite?.includes('chart.has-errors')) {
    throw new ChartroomError('chart.has-errors', { errors });
  }
  if (unchecked && !despite?.includes('chart.unchecked')) {
    throw new ChartroomError('chart.unchecked', unchecked);
  }
  if (higher !== undefined && !despite?.includes('version.lower')) {
    const data = { reference: formatReference(reference), version, higher };
    throw new ChartroomError('version.lower', data);
  }
  // In the order of their names, so that no two pushes wait for each other.
  const names = [reference.tag, ...(task.further ?? [])]
    .map((tag) => `push to ${tagMeantBy({ ...reference, tag })}`)
    .sort(byteOrder);
  // What is at hand here is fetched while the turn is waited for.
  const ahead = Promise.all([
    loadCopy(),
    task.source.fetchManifest(task.manifest.digest, { signal }),
  ]);
  ahead.catch(() => undefined);
  const inTurn = [...new Set(names)].reduceRight(
    (work, name) => () => ports.turns(name, work, { signal, onWait }),
    () => send(task, ahead, ports, options),
  );
  return inTurn();
}

async function send(
  { source, manifest, reference: place, further = [], format, version }: PushTask,
  ahead: Promise<[Awaited<ReturnType<typeof loadCopy>>, StoredManifest]>,
  ports: PushPorts,
  { signal, despite = [], sending = (work) => work(), onBegin, onProgress }: PushOptions,
): Promise<Pushed> {
  const reference = formatReference(place);
  const destination = await ports.repository(place.registry, place.repository, { push: true });
  onBegin?.(reference);
  const standings = await tagStandings(destination, further, manifest.digest, { signal });
  const held = standings.filter((standing) => isHeld(standing, version));
  if (held.length > 0 && !despite.includes('tags.held')) {
    throw new ChartroomError('tags.held', {
      version,
      pushed: manifest.digest,
      tags: held.flatMap(({ tag, other }) =>
        other ? [{ tag, existing: other.digest, holds: other.version }] : [],
      ),
    });
  }
  const also = standings.filter(({ same }) => !same).map(({ tag }) => tag);
  const set: string[] = [];
  const [{ copyManifest, isNamed }, stored] = await ahead;
  const options = {
    signal,
    reference,
    overwrite: despite.includes('tag.differs'),
    onProgress,
    also,
    onTags: (tags: readonly string[]) => set.push(...tags),
  };
  const unchanged = await isNamed(destination, place.tag, stored, options);
  if (!unchanged) {
    await sending(() => copyManifest(source, stored, destination, options, place.tag), signal);
  }
  return {
    reference,
    place,
    digest: stored.descriptor.digest,
    format,
    version,
    manifest: stored.blob,
    unchanged,
    further: await setFurther(destination, stored, standings, set, signal),
  };
}

/** Sets the further tags that aren't `set` yet; returns what became of each. */
async function setFurther(
  destination: Destination,
  stored: StoredManifest,
  standings: readonly TagStanding[],
  set: readonly string[],
  signal: AbortSignal | undefined,
): Promise<TagResult[]> {
  if (standings.length === 0) return [];
  const { setTags } = await import('./set-tags.ts');
  const failed = new Map<string, ChartroomError>();
  const left = standings.filter(({ tag, same }) => !same && !set.includes(tag));
  const tell: Parameters<typeof setTags>[3] = (tag, outcome) => {
    if (outcome.kind === 'failed') failed.set(tag, outcome.error);
  };
  const tags = left.map(({ tag }) => tag);
  await setTags(destination, stored, tags, tell, signal);
  return standings.map(({ tag, same, other }) => {
    const error = failed.get(tag);
    if (error) return { tag, outcome: { kind: 'failed', error } };
    return { tag, outcome: same ? { kind: 'unchanged' } : { kind: 'set', before: other } };
  });
}

/** The objection that stopped a push, if it was one that the person may override. */
export function objectionOf(error: ChartroomError | undefined): Objection | undefined {
  return OBJECTIONS.find((code) => code === error?.code);
}
