/** A document of a YAML file, and the line of the file that it begins on, counted from 1. */
export interface YamlDocument {
  text: string;
  line: number;
  /** The text after the `---` that begins it, without a comment: Kubernetes allows none. */
  afterMark: string;
}

/**
 * The documents of a file as Kubernetes' readers split them (apimachinery `pkg/util/yaml`), which
 * Helm uses for CRDs and Helm 4 for values: at lines that start with three hyphens, whatever these
 * are part of. A document with nothing but comments is left out.
 */
export function yamlDocuments(text: string): YamlDocument[] {
  const documents: YamlDocument[] = [];
  let current: YamlDocument = { text: '', line: 1, afterMark: '' };
  const add = (document: YamlDocument) => {
    if (document.afterMark !== '' || CONTENT.test(document.text)) documents.push(document);
  };
  let line = 1;
  let begin = 0;
  for (let at = 0; at <= text.length; line++) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (text.startsWith('---', at)) {
      add({ ...current, text: text.slice(begin, at) });
      const afterMark = text
        .slice(at + 3, end)
        .trim()
        .replace(/^#.*/, '');
      current = { text: '', line: line + 1, afterMark };
      begin = Math.min(end + 1, text.length);
    }
    at = end + 1;
  }
  add({ ...current, text: `${text.slice(begin)}\n` });
  return documents;
}

/** A line that has something else than a comment. */
const CONTENT = /^[^\S\n]*[^\s#]/m;
