import type { Descriptor } from '../core/oci/descriptor.ts';
import type { CopyProgress } from '../core/content/copy.ts';

/** The progress of one blob of a copy. */
export class BlobProgress {
  readonly descriptor: Descriptor;
  bytes = $state(0);
  done = $state(false);

  constructor(descriptor: Descriptor) {
    this.descriptor = descriptor;
  }
}

/** A copy under way: every blob and manifest of it, in the order in which they are known. */
export class Transfer {
  blobs = $state.raw<readonly BlobProgress[]>([]);

  /** Bytes of all blobs that have arrived. */
  get bytes(): number {
    return this.blobs.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Bytes of all blobs together. */
  get size(): number {
    return this.blobs.reduce((sum, { descriptor }) => sum + descriptor.size, 0);
  }

  /** Starts anew with the blobs that are known in advance. */
  expect(descriptors: readonly Descriptor[]): void {
    this.blobs = descriptors.map((descriptor) => new BlobProgress(descriptor));
  }

  /** Takes a report of `copy` or `open`. */
  readonly report = ({ descriptor, bytes, done }: CopyProgress): void => {
    const blob = this.#find(descriptor);
    blob.bytes = bytes;
    blob.done = done;
  };

  /** Marks everything as done. */
  finish(): void {
    for (const blob of this.blobs) {
      blob.bytes = blob.descriptor.size;
      blob.done = true;
    }
  }

  #find(descriptor: Descriptor): BlobProgress {
    const known = this.blobs.find((blob) => blob.descriptor.digest === descriptor.digest);
    if (known) return known;
    const blob = new BlobProgress(descriptor);
    this.blobs = [...this.blobs, blob];
    return blob;
  }
}
