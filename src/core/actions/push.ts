import { copy, type CopyProgress } from '../content/copy.ts';
import type { Destination, Source } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import type { StoredFormat } from '../formats/format.ts';
import type { Verdict } from '../lint/finding.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { formatReference } from '../oci/reference.ts';
import type { TurnOptions, TurnsByName } from '../turns.ts';
import type { TaggedReference } from './push-reference.ts';
import { tagMeantBy } from './same-tag.ts';

/** What shall be pushed, ready to go, and what is known of it. */
export interface PushTask extends Verdict {
  /** Where it is now. */
  source: Source;
  manifest: Descriptor;
  /** What the manifest names. */
  blobs: readonly Descriptor[];
  /** Where it is to be afterwards. */
  reference: TaggedReference;
  format: StoredFormat;
  /** The chart's own version. */
  version: string;
}

/** What stops a push until the person says that they mean it all the same. */
const OBJECTIONS = ['chart.has-errors', 'chart.unchecked', 'tag.differs'] as const;

export type Objection = (typeof OBJECTIONS)[number];

export interface PushPorts {
  /** A repository of a registry, where something is going to be pushed to it. */
  repository(registry: string, name: string, options: { push: true }): Promise<Destination>;
  /** Pushes to one tag take turns: each finds what the one before has left there. */
  turns: TurnsByName;
}

export interface PushOptions extends TurnOptions {
  /** What doesn't stop it any longer. */
  despite?: readonly Objection[];
  /** Called with the reference when nothing of ours stands in the way any longer. */
  onBegin?: ((reference: string) => void) | undefined;
  onProgress?: ((progress: CopyProgress) => void) | undefined;
}

/** What the registry holds after a push. */
export interface Pushed {
  /** As a person reads it. */
  reference: string;
  place: TaggedReference;
  digest: Digest;
  format: StoredFormat;
  version: string;
  /** The manifest as it is stored. */
  manifest: string;
  /** It was there before: nothing was sent. */
  unchanged: boolean;
}

/**
 * Pushes what is ready to go. A chart with errors isn't (`chart.has-errors`), nor one that
 * couldn't be checked (`chart.unchecked`), unless `despite` says so, and nothing is asked of the
 * registry then. A tag that holds the same manifest already costs one request; one that holds
 * other content is `tag.differs`, unless `despite` says that it may be replaced. While another
 * push to the same tag is under way it waits.
 */
export async function push(
  task: PushTask,
  ports: PushPorts,
  options: PushOptions = {},
): Promise<Pushed> {
  const { errors, unchecked, reference } = task;
  const { despite, signal, onWait } = options;
  if (errors > 0 && !despite?.includes('chart.has-errors')) {
    throw new ChartroomError('chart.has-errors', { errors });
  }
  if (unchecked && !despite?.includes('chart.unchecked')) {
    throw new ChartroomError('chart.unchecked', unchecked);
  }
  return ports.turns(`push to ${tagMeantBy(reference)}`, () => send(task, ports, options), {
    signal,
    onWait,
  });
}

async function send(
  { source, manifest, reference: place, format, version }: PushTask,
  ports: PushPorts,
  { signal, despite = [], onBegin, onProgress }: PushOptions,
): Promise<Pushed> {
  const reference = formatReference(place);
  const destination = await ports.repository(place.registry, place.repository, { push: true });
  onBegin?.(reference);
  const { descriptor, blob, unchanged } = await copy(
    source,
    manifest.digest,
    destination,
    place.tag,
    { signal, reference, overwrite: despite.includes('tag.differs'), onProgress },
  );
  const text = await blob.text();
  return {
    reference,
    place,
    digest: descriptor.digest,
    format,
    version,
    manifest: text,
    unchanged,
  };
}

/** What stopped a push, if saying so is enough to go on over it. */
export function objectionOf(error: ChartroomError | undefined): Objection | undefined {
  return OBJECTIONS.find((code) => code === error?.code);
}
