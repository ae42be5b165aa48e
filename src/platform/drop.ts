import type { Selection } from '../core/actions/selection.ts';

/** Whether a drag carries files, and not text or a link. */
export function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/**
 * The dropped files, including those in folders at any depth. The items of a drop become invalid
 * when its event handler returns, so their entries are taken before anything is awaited.
 */
export async function droppedSelection(transfer: DataTransfer): Promise<Selection> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  );
  const [{ ofEntry }, { readPlaces }] = await Promise.all([
    import('./folders.ts'),
    import('./walk.ts'),
  ]);
  return readPlaces(entries.map(ofEntry).filter((place) => place !== undefined));
}
