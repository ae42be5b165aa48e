import type { Selection } from '../core/actions/selection.ts';
import { ChartroomError } from '../core/errors.ts';

interface DirectoryPicker {
  showDirectoryPicker?(options: {
    mode: 'read' | 'readwrite';
    id?: string;
  }): Promise<FileSystemDirectoryHandle>;
}

/** Whether this browser lets a page work in a folder that the person picks (Chromium, secure pages). */
export const canPickFolder = 'showDirectoryPicker' in globalThis;

/** The folder that the person picks; undefined if they close the dialog without a choice. */
export async function pickFolder(
  mode: 'read' | 'readwrite',
): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    // By its id the browser begins where charts were picked the last time.
    const options = mode === 'read' ? { mode, id: 'charts' } : { mode };
    return await (window as DirectoryPicker).showDirectoryPicker?.(options);
  } catch (thrown) {
    if (ChartroomError.from(thrown).code === 'aborted') return undefined;
    throw thrown;
  }
}

/** All of a folder that was picked, and of it again, as often as wanted. */
export async function selectionOfPicked(handle: FileSystemDirectoryHandle): Promise<Selection> {
  const [{ ofHandle }, { readPlaces }] = await Promise.all([
    import('./folders.ts'),
    import('./walk.ts'),
  ]);
  return readPlaces([ofHandle(handle)]);
}
