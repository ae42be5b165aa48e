import { download as offer } from '../platform/save.ts';
import { shownName } from '../text/signs.ts';
import { announce } from './announcer.svelte.ts';

/** Offers `content` as a download called `name`, and has it said: the browser may show it anywhere. */
export function download(content: Blob, name: string): void {
  offer(content, name);
  announce(`Downloading ${shownName(name)}`);
}
