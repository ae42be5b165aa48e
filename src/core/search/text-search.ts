import type { ChartFile } from '../chart/files.ts';
import { isText } from './is-text.ts';

/** A line with what was searched for. Lines count from 1. */
export interface Hit {
  path: string;
  line: number;
  /** The line, or what stands around the place in a long one. */
  excerpt: string;
  /** Where in the excerpt it is, and how many UTF-16 units it takes. */
  at: number;
  length: number;
}

export interface SearchResult {
  /** Paths that have it in them. */
  paths: string[];
  hits: Hit[];
  /** There are more hits, or paths, than are listed. */
  isCut: boolean;
}

/** Bounds of a result; nobody reads on, they search for something longer. */
const MOST_HITS = 1000;
const MOST_PATHS = 50;
const BEFORE = 60;
const LONGEST_EXCERPT = 240;

/** Searches a chart's texts and their paths, whatever the case of the letters. */
export function searchFiles(files: Iterable<ChartFile>, wanted: string): SearchResult {
  const result: SearchResult = { paths: [], hits: [], isCut: false };
  if (wanted === '') return result;
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  for (const { path, bytes } of files) {
    if (path.search(pattern) >= 0) {
      if (result.paths.length < MOST_PATHS) result.paths.push(path);
      else result.isCut = true;
    }
    if (!isText(bytes)) continue;
    for (const hit of hitsIn(path, new TextDecoder().decode(bytes), pattern)) {
      if (result.hits.length >= MOST_HITS) return { ...result, isCut: true };
      result.hits.push(hit);
    }
  }
  return result;
}

/** The first hit of each line. */
function* hitsIn(path: string, text: string, pattern: RegExp): Iterable<Hit> {
  let line = 1;
  let lineStart = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    for (let end = text.indexOf('\n', lineStart); end >= 0 && end < match.index;) {
      line++;
      lineStart = end + 1;
      end = text.indexOf('\n', lineStart);
    }
    const end = text.indexOf('\n', match.index);
    const lineEnd = end < 0 ? text.length : end;
    const from = Math.max(lineStart, match.index - BEFORE);
    const shown = text.slice(from, Math.min(lineEnd, from + LONGEST_EXCERPT));
    const excerpt = shown.trimStart();
    const at = match.index - from - (shown.length - excerpt.length);
    yield { path, line, excerpt: excerpt.trimEnd(), at: Math.max(at, 0), length: match[0].length };
    pattern.lastIndex = lineEnd + 1;
    if (end < 0) return;
  }
}
