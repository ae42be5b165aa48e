import { gzip } from 'pako';
import { serve } from '../../../src/worker/protocol.ts';

/** pako and nothing else, as the packer calls it. */
export const deflater = {
  async deflate(bytes: Uint8Array): Promise<number> {
    return gzip(bytes, { level: 6, legacyHash: true }).length;
  },
};

export type Deflater = typeof deflater;

serve(self, deflater);
