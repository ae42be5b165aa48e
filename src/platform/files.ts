import type { SourceFile } from '../core/chart/files.ts';

/** What a person chose or dropped: folders' files by their path, and files on their own. */
export interface Selection {
  /** Files of folders; a path starts with the name of the folder that was chosen. */
  files: SourceFile[];
  /** Files that stand alone: archives, and the provenance beside them. */
  loose: File[];
}

/** What an `<input type="file">` holds. A folder's files carry their path in it. */
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
