// Renders the template in a file by the built module of render-text.ts, and prints how it ended, after
// how many seconds, and how many megabytes this process has had at most.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , module = '', file = '', limit = ''] = process.argv;
const { renderText } = await import(pathToFileURL(module).href);
const begun = performance.now();
const ending = await renderText(readFileSync(file, 'utf8'), Number(limit));
const seconds = (performance.now() - begun) / 1000;
const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
console.log(JSON.stringify({ ...ending, seconds, megabytes: Number(peak) / 1000 }));
