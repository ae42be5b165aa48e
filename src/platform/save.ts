import { contentOf, type UnpackedChart } from '../core/chart/packed.ts';
import { pickFolder } from './pick-folder.ts';

export { canPickFolder as canSaveFolder } from './pick-folder.ts';

/** Offers `content` as a download called `name`. */
export function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the content when the download begins, which may be after asking the person.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Writes a chart's files as `<name>/…` into a folder that the person picks. Returns false if the
 * picker was closed without a choice.
 */
export async function saveFolder(chart: UnpackedChart): Promise<boolean> {
  const parent = await pickFolder('readwrite');
  if (!parent) return false;
  const root = await parent.getDirectoryHandle(chart.metadata.name, { create: true });
  for (const file of chart.files) {
    await write(root, file.path.split('/'), contentOf(chart, file));
  }
  return true;
}

async function write(
  root: FileSystemDirectoryHandle,
  path: string[],
  content: Blob,
): Promise<void> {
  let folder = root;
  for (const part of path.slice(0, -1)) {
    folder = await folder.getDirectoryHandle(part, { create: true });
  }
  const file = await folder.getFileHandle(path.at(-1) ?? '', { create: true });
  const stream = await file.createWritable();
  await stream.write(content);
  await stream.close();
}

/**
 * Shows `content` as plain text in a tab of its own. Whatever it holds, the browser runs none of it:
 * its type is that of text, and the policy of this page holds there too.
 */
export function openAsText(content: Blob): void {
  const url = URL.createObjectURL(content.slice(0, content.size, 'text/plain;charset=utf-8'));
  window.open(url, '_blank', 'noopener');
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
