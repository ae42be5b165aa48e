import type { ArtifactKind } from '../core/formats/kind.ts';

/** What stands where a fact isn't known, or doesn't exist. */
export const NONE = '–';

/** The kind of an artifact, as a list has it. */
export function kindName(kind: ArtifactKind | undefined): string {
  return kind ? { chart: 'Chart', image: 'Image', other: 'Other' }[kind] : NONE;
}
