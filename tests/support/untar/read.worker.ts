import '../../../src/worker/allow-blobs.ts';

import { readChartArchive } from '../../../src/core/chart/archive.ts';
import type { ChartFile } from '../../../src/core/chart/files.ts';
import { ChartroomError } from '../../../src/core/errors.ts';
import { digestOf } from '../../../src/core/oci/digest.ts';
import { jsUntarExtract } from '../../../src/worker/extract.ts';

/** A file that was read, by the digest of its bytes. */
export interface ReadFile {
  path: string;
  bytes: string;
}

globalThis.onmessage = async ({ data: archive }: MessageEvent<Blob>) => {
  const answer = await readChartArchive(archive, jsUntarExtract).then(
    ({ files }) => Promise.all(files.map(describe)),
    (thrown: unknown) => ChartroomError.from(thrown).toJSON(),
  );
  postMessage(answer);
};

async function describe({ path, bytes }: ChartFile): Promise<ReadFile> {
  return { path, bytes: await digestOf(bytes) };
}
