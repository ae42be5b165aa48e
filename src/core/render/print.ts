import { compileGlob } from '../go/glob.ts';
import type { HelmMajor } from './loaded.ts';
import { splitManifests, trimSpace } from './manifests/split.ts';
import { RenderError } from './engine/engine.ts';
import type { Rendered, Source } from './render.ts';

/** A rendered chart as `helm template` prints it (helm `pkg/cmd/template.go`). */
export function printRendered({ manifests, hooks }: Rendered): string {
  const all = `${trimSpace(manifests.map(printed).join(''))}\n`;
  return all + hooks.map(printed).join('');
}

function printed({ path, text }: Source): string {
  return `---\n# Source: ${path}\n${text}\n`;
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
