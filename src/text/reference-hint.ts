import type { ChartMetadata } from '../core/chart/metadata.ts';
import { parseReference, tagOf } from '../core/oci/reference.ts';

/**
 * What to know of a place to push to that isn't the one Helm would choose. `helm push` stores
 * a chart at `<path>/<name>:<version>` and nowhere else, `helm install` takes it from any
 * repository, but by a tag that is a version. Undefined where there is nothing to say, or
 * the reference is still being typed.
 */
export function referenceHint(
  text: string,
  { name, version }: Pick<ChartMetadata, 'name' | 'version'>,
): string | undefined {
  const place = parsed(text);
  if (!place) return undefined;
  const hints: string[] = [];
  if (place.tag !== undefined && place.tag !== tagOf(version)) {
    hints.push(
      `helm install --version ${version} looks for the tag ${tagOf(version)} and won’t find this one.`,
    );
  }
  if (place.repository.split('/').at(-1) !== name) {
    hints.push(`helm push would store it in a repository called ${name}.`);
  }
  return hints.length > 0 ? hints.join(' ') : undefined;
}

function parsed(text: string) {
  try {
    return parseReference(text);
  } catch {
    return undefined;
  }
}
