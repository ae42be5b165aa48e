import type { Compute } from '../compute/compute.ts';
import type { ListsTags, Source } from '../content/target.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import { isDigest } from '../oci/digest.ts';
import { parseReference, type Reference } from '../oci/reference.ts';
import type { ListedFacts } from './listed-source.ts';
import { locate, parseWanted } from './locate.ts';
import { open, type OpenedChart, type OpenOptions } from './open.ts';

export interface PullPorts {
  /** With `unpack`, for an archive that is on its way. */
  compute(use: 'unpack'): Promise<Compute>;
  /** A repository of a registry. */
  repository(registry: string, name: string): Promise<Source & ListsTags>;
}

export interface ReadPorts {
  /** As of `PullPorts`. */
  compute(use: 'unpack'): Promise<Compute>;
  library(): Promise<Source>;
}

export type PullOptions = Omit<OpenOptions, 'compute'>;

/** A chart that was pulled, and where it was found. */
export interface PulledChart extends OpenedChart {
  /**
   * With a tag or digest in place of a range; absent if the name of a kept chart isn't a reference,
   * and for what a chart repository lists.
   */
  found: Reference | undefined;
  /** What is known of an archive that comes from a chart repository. */
  listed?: ListedFacts | undefined;
}

/**
 * Pulls the chart that `text`, a reference or one with a range of versions, stands for
 * (`parseWanted`). Throws `tag.not-found` with the text as it was typed.
 */
export async function pull(
  text: string,
  ports: PullPorts,
  options: PullOptions = {},
): Promise<PulledChart> {
  const wanted = parseWanted(text);
  const { registry, repository } = wanted;
  return tellingOf(text, async () => {
    const source = await ports.repository(registry, repository);
    const name = await locate(source, wanted, options);
    const opened = await open(source, name, { ...options, compute: await ports.compute('unpack') });
    const found = { registry, repository, ...(isDigest(name) ? { digest: name } : { tag: name }) };
    return { ...opened, found };
  });
}

/** Reads the chart that is kept as `name`, usually the reference that it came from. */
export async function readKept(
  name: string,
  ports: ReadPorts,
  options: PullOptions = {},
): Promise<PulledChart> {
  return tellingOf(name, async () => {
    const library = await ports.library();
    const opened = await open(library, name, {
      ...options,
      compute: await ports.compute('unpack'),
    });
    return { ...opened, found: referenceIn(name) };
  });
}

/**
 * Puts the full reference into errors: a target knows only tags, but a person thinks in references.
 */
async function tellingOf<T>(reference: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isChartroomError(error, 'tag.not-found')) throw error;
    throw new ChartroomError('tag.not-found', { reference }, { cause: error });
  }
}

/** A name in the library as a reference, if it is one; it may be any text. */
function referenceIn(name: string): Reference | undefined {
  try {
    return parseReference(name);
  } catch {
    return undefined;
  }
}
