/** A document of a YAML file, and the line of the file that it begins on, counted from 1. */
export interface YamlDocument {
  text: string;
  line: number;
  /** What is on the line with the mark that it begins with, a comment apart: Kubernetes wants none. */
  afterMark: string;
}

/**
 * The documents of a file as Kubernetes' readers part them (apimachinery `pkg/util/yaml`), which
 * Helm uses for CRDs and Helm 4 for values: by lines that start with three hyphens, whatever they
 * are part of. What holds nothing but comments is no document.
 */
export function yamlDocuments(text: string): YamlDocument[] {
  const documents: YamlDocument[] = [];
  let current: YamlDocument = { text: '', line: 1, afterMark: '' };
  for (const [i, line] of text.split('\n').entries()) {
    if (!line.startsWith('---')) {
      current.text += `${line}\n`;
      continue;
    }
    documents.push(current);
    const afterMark = line.slice(3).trim().replace(/^#.*/, '');
    current = { text: '', line: i + 2, afterMark };
  }
  return [...documents, current].filter(
    ({ text, afterMark }) => afterMark !== '' || hasContent(text),
  );
}

function hasContent(text: string): boolean {
  return text.split('\n').some((line) => /^\s*[^\s#]/.test(line));
}
