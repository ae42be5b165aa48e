import { formatPath, type ValuePath } from './path.ts';

/** What the comments of a values.yaml say of a key, by the customs of helm-docs and of Bitnami. */
export interface Comment {
  description?: string;
  /** A type that the author names. */
  type?: string;
  /** What the author calls the default, where the value itself says too little or too much. */
  default?: string;
}

const LONGEST = 2000;
/** `# -- (type) text`; older files name the key before the hyphens. */
const HELM_DOCS = /^#+\s*(?:\S+\s+)?--(?:\s+|$)(?:\(([^)]*)\)\s*)?(.*)$/;
const DEFAULT = /^#+\s*@default\s+--\s*(.*)$/;
/** `## @param path [modifiers] text` */
const PARAM = /^\s*#+\s*@param\s+(\S+)\s*(?:\[([^\]]*)\]\s*)?(.*)$/;
const TAG = /^#+\s*@\w+/;

/** What Bitnami's comments say anywhere in a file, by the paths that they name. */
export function paramsOf(lines: readonly string[]): Map<string, Comment> {
  const params = new Map<string, Comment>();
  for (const line of lines) {
    const [, path, modifiers = '', text = ''] = PARAM.exec(line) ?? [];
    if (path === undefined) continue;
    const comment: Comment = {};
    if (text !== '') comment.description = text;
    const parts = modifiers.split(',').map((part) => part.trim());
    const type = parts.filter((part) =>
      /^(?:string|array|object|number|integer|boolean)$/.test(part),
    );
    if (type.length > 0) comment.type = type.join(', ');
    const written = parts.find((part) => part.startsWith('default:'));
    if (written) comment.default = written.slice('default:'.length).trim();
    params.set(path, comment);
  }
  return params;
}

/** What is known of a path by `paramsOf`, which writes keys with dots in them as they are. */
export function paramAt(params: ReadonlyMap<string, Comment>, path: ValuePath): Comment {
  return (
    params.get(path.join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]')) ??
    params.get(formatPath(path)) ??
    {}
  );
}

/** What the comment above a key says: from helm-docs' `# -- ` on, or all of it. */
export function commentOf(above: readonly string[]): Comment {
  const trimmed = above.map((line) => line.trim());
  const begin = trimmed.findLastIndex((line) => HELM_DOCS.test(line) && !DEFAULT.test(line));
  const comment: Comment = {};
  const text: string[] = [];
  for (const [i, line] of trimmed.slice(Math.max(begin, 0)).entries()) {
    const [, written] = DEFAULT.exec(line) ?? [];
    if (written !== undefined) comment.default = written;
    if (TAG.test(line)) continue;
    const [, type, first] = (begin >= 0 && i === 0 && HELM_DOCS.exec(line)) || [];
    if (type) comment.type = type;
    text.push(first ?? line.replace(/^#+ ?/, ''));
  }
  // Lines of signs alone are drawn to be looked at.
  const words = text
    .filter((line) => !/^[-=#*~_\s]+$/.test(line) || line === '')
    .join('\n')
    .trim();
  if (words !== '') comment.description = words.slice(0, LONGEST);
  return comment;
}
