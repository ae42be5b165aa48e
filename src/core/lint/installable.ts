import { isFault, recordOf } from '../chart/part.ts';
import type { Rendering } from '../render/for-lint.ts';
import { RenderError } from '../render/engine/engine.ts';
import { sortManifests } from '../render/manifests/sort.ts';
import type { HelmMajor } from '../render/values.ts';
import { finding, type Finding } from './finding.ts';
import { pathIn } from './render-failure.ts';

/**
 * What keeps `helm template` and `helm install` from reading what templates made, those of subcharts
 * among them, which `helm lint` doesn't look at.
 */
export function notInstallable({ chart, files }: Rendering, helm: HelmMajor): Finding[] {
  const objects = [...files].filter(([path]) => !path.endsWith('NOTES.txt'));
  try {
    sortManifests(new Map(objects), helm);
    return [];
  } catch (error) {
    if (!(error instanceof RenderError) || !isFault(error.cause)) throw error;
    const [, name = ''] = /^YAML parse error on (.*?): error /s.exec(error.message) ?? [];
    const path = pathIn(chart, name) ?? 'templates';
    return [finding('template.not-installable', { path }, { fault: recordOf(error.cause) })];
  }
}
