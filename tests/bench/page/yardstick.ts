import { gzip } from 'pako';
import { digestOf } from '../../../src/core/oci/digest.ts';
import { serve } from '../../../src/worker/protocol.ts';

/** What packing can't be quicker than: its parts, each with nothing around it. */
export const yardstick = {
  /** pako and nothing else, as the packer calls it. */
  async deflate(bytes: Uint8Array): Promise<number> {
    return gzip(bytes, { level: 6, legacyHash: true }).length;
  },

  /** The parts of one archive, as they were read. */
  async deflateParts(parts: ArrayBuffer[]): Promise<number> {
    const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(new Uint8Array(part), at);
      at += part.byteLength;
    }
    return gzip(bytes, { level: 6, legacyHash: true }).length;
  },

  /** What an archive of these files takes at the least: to be read, deflated and hashed. */
  async archive(files: Blob[]): Promise<{ archive: Blob; digest: string }> {
    const bytes = new Uint8Array(await new Blob(files).arrayBuffer());
    const archive = gzip(bytes, { level: 6, legacyHash: true });
    return { archive: new Blob([archive]), digest: await digestOf(archive) };
  },

  /** Files handed over and read in one go, as the packer does it. */
  async read(files: Blob[]): Promise<number> {
    return (await new Blob(files).arrayBuffer()).byteLength;
  },
};

export type Yardstick = typeof yardstick;

serve(self, yardstick);
