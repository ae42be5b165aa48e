import type { ChartTree } from '../chart/tree.ts';
import { templateFile } from '../render/template-file.ts';
import type { ErrorPlace } from './rendering.ts';

/** `app/templates/a.yaml`, with a line and perhaps a column. */
const PLACE = /[\w.+-]+(?:\/[^\s/:()"'<>]+)+(?::(\d+)(?::\d+)?)?/g;
/** A trace through templates that include each other names more, which nobody follows. */
const MOST_PLACES = 50;

/** The places in an error's words that are files of the chart. */
export async function errorPlaces(tree: ChartTree, words: string): Promise<ErrorPlace[]> {
  const places: ErrorPlace[] = [];
  for (const { 0: text, 1: line, index } of words.matchAll(PLACE)) {
    if (places.length === MOST_PLACES) break;
    const [name = ''] = text.split(':');
    const found = await templateFile(tree, name);
    if (!found) continue;
    const at = { start: index, end: index + text.length, file: found.path };
    places.push(line === undefined ? at : { ...at, line: Number(line) });
  }
  return places;
}
