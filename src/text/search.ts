import type { SearchResult } from '../core/search/text-search.ts';
import { count } from './units.ts';

/** What a search in files has found, in words. */
export function searchWords({ hits, paths, isCut }: SearchResult): string {
  if (hits.length + paths.length === 0) return 'Nothing found';
  const files = new Set([...hits.map(({ path }) => path), ...paths]);
  const found = [
    ...(hits.length > 0 ? [count(hits.length, 'line')] : []),
    ...(paths.length > 0 ? [count(paths.length, 'file name')] : []),
  ];
  const first = isCut ? 'The first ' : '';
  return `${first}${found.join(' and ')} found, in ${count(files.size, 'file')}${isCut ? '; there are more' : ''}`;
}
