import { compileGlob } from '../go/glob.ts';
import type { HelmMajor } from './loaded.ts';
import { splitManifests, trimSpace } from './manifests/split.ts';
import { RenderError } from './engine/engine.ts';
import type { Rendered, Source } from './render.ts';

/** Where something begins in the text, and how many lines it takes; lines count from 1. */
export interface Lines {
  line: number;
  lines: number;
}

/** A rendered chart as `helm template` prints it (helm `pkg/cmd/template.go`). */
export function printRendered(rendered: Rendered): string {
  return printWithPlaces(rendered).text;
}

/** The same, with the place of each object, hooks last. */
export function printWithPlaces({ manifests, hooks }: Rendered): { text: string; places: Lines[] } {
  const places: Lines[] = [];
  let line = 1;
  const print = ({ path, text }: Source): string => {
    const printed = `---\n# Source: ${path}\n${text}\n`;
    const lines = linesIn(printed);
    places.push({ line, lines });
    line += lines;
    return printed;
  };
  const all = `${trimSpace(manifests.map(print).join(''))}\n`;
  const last = places.at(-1);
  const end = linesIn(all) + 1;
  // Blank lines at the end of the last object aren't printed.
  if (last) last.lines = end - last.line;
  line = end;
  return { text: all + hooks.map(print).join(''), places };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** `--show-only`: the objects of some templates. Throws a `RenderError` if one has none. */
export function printOnly(
  rendered: Rendered,
  templates: readonly string[],
  helm: HelmMajor,
): string {
  const manifests = splitManifests(printRendered(rendered), helm);
  return templates
    .flatMap((pattern) => {
      const glob = compileGlob(pattern);
      const found = manifests.filter((manifest) => {
        const path = /# Source: [^/]+\/(.+)/.exec(manifest)?.[1];
        return path !== undefined && glob.matches(path);
      });
      if (found.length === 0) throw new RenderError(`could not find template ${pattern} in chart`);
      return found;
    })
    .map((manifest) => `---\n${manifest}\n`)
    .join('');
}
