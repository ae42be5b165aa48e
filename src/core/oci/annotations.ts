/** Annotations with a meaning that all tools share (image-spec, annotations.md). */
const CREATED = 'org.opencontainers.image.created';
const DESCRIPTION = 'org.opencontainers.image.description';

type Annotations = Readonly<Record<string, string>> | undefined;

/** When an artifact was made, in milliseconds, where its manifest says so. */
export function createdIn(annotations: Annotations): number | undefined {
  const time = Date.parse(annotations?.[CREATED] ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** What an artifact is, in its maker's words, where its manifest has them. */
export function descriptionIn(annotations: Annotations): string | undefined {
  return annotations?.[DESCRIPTION] || undefined;
}
