import type { CopyProgress } from '../content/copy.ts';
import type { Destination, Source } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import type { StoredFormat } from '../formats/format.ts';
import type { Verdict } from '../lint/verdict.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { formatReference } from '../oci/reference.ts';
import type { TurnOptions, TurnsByName } from '../turns.ts';
import type { TaggedReference } from './push-reference.ts';
import { tagMeantBy } from './same-tag.ts';
import { textOf } from '../read-blob.ts';

/** An artifact that is ready to be pushed, with the result of its checks. */
export interface PushTask extends Verdict {
  /** The place where it is now. */
  source: Source;
  manifest: Descriptor;
  /** The blobs that the manifest names. */
  blobs: readonly Descriptor[];
  /** Its destination. */
  reference: TaggedReference;
  format: StoredFormat;
  /** The chart's own version. */
  version: string;
  /** A higher version that the repository is known to have, if it has one. */
  higher?: string | undefined;
}

/** Why a push stops until the person confirms it. */
const OBJECTIONS = ['chart.has-errors', 'chart.unchecked', 'version.lower', 'tag.differs'] as const;

export type Objection = (typeof OBJECTIONS)[number];

export interface PushPorts {
  /** A repository of a registry, opened for a push. */
  repository(registry: string, name: string, options: { push: true }): Promise<Destination>;
  /** Pushes to one tag take turns, so that each sees the result of the one before. */
  turns: TurnsByName;
}

export interface PushOptions extends TurnOptions {
  /** Objections that the person has overridden. */
  despite?: readonly Objection[];
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
  /** The manifest as it is stored. */
  manifest: string;
  /** The registry had this very manifest under the tag, so nothing was sent. */
  unchanged: boolean;
}

/**
 * Pushes an artifact. A chart with errors (`chart.has-errors`) or one that couldn't be checked
 * (`chart.unchecked`) isn't pushed, nor one below the newest version that is known to be there
 * (`version.lower`), and the registry isn't contacted, unless `despite` allows it.
 * If the tag already names the same manifest, that costs one request; if it names other content,
 * that is `tag.differs` unless `despite` allows replacing it. A push waits while another one to the
 * same tag is under way.
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
  // A page can begin without what only a push needs.
  const { copy } = await import('../content/copy.ts');
  const { descriptor, blob, unchanged } = await copy(
    source,
    manifest.digest,
    destination,
    place.tag,
    { signal, reference, overwrite: despite.includes('tag.differs'), onProgress },
  );
  const text = await textOf(blob);
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

/** The objection that stopped a push, if it was one that the person may override. */
export function objectionOf(error: ChartroomError | undefined): Objection | undefined {
  return OBJECTIONS.find((code) => code === error?.code);
}
