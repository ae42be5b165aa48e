const LINE_FEED = 0x0a;
const HYPHEN = 0x2d;

/** A document of a YAML file, and the line of the file that it begins on, counted from 1. */
export interface YamlDocument {
  /** Ends in a line break, as Kubernetes' readers hand it on, whatever the encoding. */
  bytes: Uint8Array;
  line: number;
  /** The text after the `---` that begins it, without a comment: Kubernetes allows none. */
  afterMark: string;
}

/**
 * The documents of a file as Kubernetes' readers split them (apimachinery `pkg/util/yaml`), which
 * Helm uses for CRDs and Helm 4 for values: at lines that start with three hyphens, whatever these
 * are part of. A document with nothing but comments is left out.
 */
export function yamlDocuments(file: Uint8Array): YamlDocument[] {
  const documents: YamlDocument[] = [];
  let current = { line: 1, afterMark: '' };
  let begin = 0;
  const endAt = (end: number) => {
    const bytes = file.subarray(begin, end);
    if (current.afterMark !== '' || hasContent(bytes)) {
      documents.push({ ...current, bytes: withLineBreak(bytes) });
    }
  };
  let line = 1;
  for (let at = 0; at < file.length; line++) {
    const newline = file.indexOf(LINE_FEED, at);
    const end = newline < 0 ? file.length : newline + 1;
    if (file[at] === HYPHEN && file[at + 1] === HYPHEN && file[at + 2] === HYPHEN) {
      endAt(at);
      const rest = decoder.decode(file.subarray(at + 3, end)).trim();
      current = { line: line + 1, afterMark: rest.replace(/^#.*/, '') };
      begin = end;
    }
    at = end;
  }
  endAt(file.length);
  return documents;
}

const decoder = new TextDecoder();

function hasContent(bytes: Uint8Array): boolean {
  return CONTENT.test(decoder.decode(bytes));
}

/** A line that has something else than a comment. */
const CONTENT = /^[^\S\n]*[^\s#]/m;

function withLineBreak(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-1) === LINE_FEED) return bytes;
  const all = new Uint8Array(bytes.length + 1);
  all.set(bytes);
  all[bytes.length] = LINE_FEED;
  return all;
}
