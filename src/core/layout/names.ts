import type { Descriptor } from '../oci/descriptor.ts';
import { parseReference } from '../oci/reference.ts';
import { CONTAINERD_NAME, REF_NAME, type LayoutArtifact } from './listing.ts';

/**
 * The names of an entry in `index.json`. skopeo writes the full reference where it is given one;
 * oras and regctl write the tag; containerd and Docker write both.
 */
export function namesOf(descriptor: Descriptor): LayoutArtifact {
  const { [REF_NAME]: name, [CONTAINERD_NAME]: full } = descriptor.annotations ?? {};
  const reference = [full, name].find((text) => text !== undefined && isFullReference(text));
  const tag = name === reference || name === '' ? undefined : name;
  return { descriptor, reference, tag };
}

/** Whether `text` names a registry, a repository there, and a tag. */
function isFullReference(text: string): boolean {
  try {
    const { registry, repository, tag, digest } = parseReference(text);
    const read = `${registry}/${repository}:${tag}`;
    return tag !== undefined && digest === undefined && read === text;
  } catch {
    return false;
  }
}

/** An artifact's name in the library, and the manifest that it stands for. */
export interface NamedManifest {
  name: string;
  descriptor: Descriptor;
}

/**
 * The annotations of each artifact's entries in `index.json`.
 *
 * Charts of a single repository are named by their tags alone, each by one entry: so `oras restore`
 * puts them back into a repository, `crane push` and `skopeo` take the only one there is, and
 * regctl finds them by tag. Charts of several repositories are named by their full references,
 * which skopeo, containerd and regctl understand, and by their tags as well where only one has
 * that tag, for oras.
 */
export function entryNames(artifacts: readonly NamedManifest[]): Map<NamedManifest, Names[]> {
  const tags = artifacts.map(({ name }) => tagIn(name));
  const single = new Set(artifacts.map(({ name }) => repositoryIn(name))).size === 1;
  return new Map(
    artifacts.map((artifact, i) => {
      const { name } = artifact;
      const tag = tags[i];
      if (tag === undefined) return [artifact, [{ [REF_NAME]: name }]];
      const byTag = { [REF_NAME]: tag, [CONTAINERD_NAME]: name };
      if (single) return [artifact, [byTag]];
      const full = { [REF_NAME]: name, [CONTAINERD_NAME]: name };
      const shared = tags.indexOf(tag) !== tags.lastIndexOf(tag);
      return [artifact, shared ? [full] : [full, byTag]];
    }),
  );
}

type Names = Record<string, string>;

function tagIn(name: string): string | undefined {
  return isFullReference(name) ? parseReference(name).tag : undefined;
}

function repositoryIn(name: string): string {
  const tag = tagIn(name);
  return tag === undefined ? name : name.slice(0, -tag.length - 1);
}
