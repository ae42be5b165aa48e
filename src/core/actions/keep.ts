import { copyWithReferrers } from '../content/copy-referrers.ts';
import { copy } from '../content/copy.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import type { TurnsByName } from '../turns.ts';
import { MemoryTarget } from '../content/memory.ts';
import type { Deletes, Destination, ListsReferrers, Source } from '../content/target.ts';

/** An artifact that is to be kept, and where it is now. */
export interface Keepable {
  source: Source;
  /** The manifest's tag or digest there. */
  name: string;
  /** The full reference that it is kept under. */
  reference: string;
}

/** The result of keeping a chart. */
export interface Kept {
  /** The digest of its manifest. */
  digest: Digest;
  /** Whether its name held other content, which has been replaced. */
  replaced: boolean;
}

/** Keeps a chart. If its name holds other content, that is replaced, and the result says so. */
export async function keep(
  library: Destination,
  { source, name, reference }: Keepable,
  turns: TurnsByName,
): Promise<Kept> {
  return turns(`keep ${reference}`, async () => {
    const before = await heldAs(library, reference);
    const { descriptor } = await copy(source, name, library, reference, { overwrite: true });
    const { digest } = descriptor;
    return { digest, replaced: before !== undefined && before !== digest };
  });
}

async function heldAs(library: Destination, name: string): Promise<Digest | undefined> {
  try {
    return (await library.resolve(name)).digest;
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return undefined;
    throw error;
  }
}

/**
 * Takes the artifact that is kept as `name` out of the library. Returns its content for `putBack`;
 * undefined if it could no longer be read.
 */
export async function takeOut(
  library: Source & Deletes & ListsReferrers,
  name: string,
): Promise<MemoryTarget | undefined> {
  const held = await hold(library, name);
  await library.delete(name);
  return held;
}

/** Puts back the artifact that `takeOut` returned for `name`, with what refers to it. */
export async function putBack(
  library: Destination & ListsReferrers & Pick<Source, 'fetchManifest'>,
  name: string,
  held: Source & ListsReferrers,
): Promise<void> {
  await copyWithReferrers(held, name, library, name);
}

async function hold(
  library: Source & ListsReferrers,
  name: string,
): Promise<MemoryTarget | undefined> {
  const held = new MemoryTarget();
  try {
    await copyWithReferrers(library, name, held, name);
    return held;
  } catch {
    return undefined;
  }
}
