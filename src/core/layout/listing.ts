import type { SourceFile } from '../chart/files.ts';
import type { Digest } from '../digest.ts';
import type { Descriptor } from '../oci/descriptor.ts';

/** The version of the format that there is (image-spec, image-layout.md "oci-layout file"). */
export const LAYOUT_VERSION = '1.0.0';

/** The tag, or any other name, of an entry in `index.json` (image-spec, annotations.md). */
export const REF_NAME = 'org.opencontainers.image.ref.name';
/** containerd's full reference of an entry, which `docker save` writes too. */
export const CONTAINERD_NAME = 'io.containerd.image.name';

/** Where a layout is read from: a tar archive, gzipped or not, or the files of a folder. */
export type LayoutPlace = Blob | readonly SourceFile[];

/** An artifact that `index.json` names. */
export interface LayoutArtifact {
  descriptor: Descriptor;
  /** The full reference, if the layout has one. */
  reference?: string | undefined;
  /** The tag or name, if it has one that isn't a full reference. */
  tag?: string | undefined;
}

/** A manifest of the layout that refers to another one. */
export interface LayoutReferrer {
  subject: Digest;
  entry: Descriptor;
}

/** What an OCI image layout holds. Its content has not been checked against its digests. */
export interface LayoutListing {
  /** In the order of the layout, each name once; without what only refers to others. */
  artifacts: LayoutArtifact[];
  referrers: LayoutReferrer[];
  /** What cosign attached by its tags, by these. */
  beside: Map<string, Descriptor>;
  /** Every blob, as a slice of the archive or as a file of the folder. */
  content: Map<Digest, Blob>;
}
