import type { Selection } from '../core/actions/selection.ts';

/** The selection in an `<input type="file">`. Files of a folder have their path in it. */
export function selectionOf(list: Iterable<File>): Selection {
  const selection: Selection = { files: [], loose: [] };
  for (const file of list) {
    if (file.webkitRelativePath) {
      selection.files.push({ path: file.webkitRelativePath, blob: file });
    } else {
      selection.loose.push(file);
    }
  }
  return selection;
}
