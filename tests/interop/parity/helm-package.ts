import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What `helm package` made of a folder: an archive, or why it refused. */
export type Packaged = { archive: Blob } | { refused: string };

/** Folders given to one run of helm. */
const BATCH = 200;

const SAVED = 'Successfully packaged chart and saved it to: ';

/**
 * Runs `helm package` over folders, many at a time since each start of helm takes longer than
 * packing. Helm stops at the first folder it refuses; the rest goes to the next run.
 */
export async function helmPackage(
  helm: string,
  folders: readonly string[],
  work: string,
): Promise<Packaged[]> {
  const results: Packaged[] = [];
  while (results.length < folders.length) {
    const batch = folders.slice(results.length, results.length + BATCH);
    const out = await mkdtemp(join(work, 'packaged-'));
    const { stdout, stderr } = await run(helm, ['package', ...batch, '--destination', out]);
    const lines = stdout.split('\n').filter((line) => line.startsWith(SAVED));
    const archives = lines.map((line) => line.slice(SAVED.length));
    if (new Set(archives).size < archives.length) {
      // Charts of one name and version wrote over each other.
      for (const folder of batch) results.push(...(await helmPackage(helm, [folder], work)));
      continue;
    }
    for (const archive of archives) results.push({ archive: new Blob([await readFile(archive)]) });
    if (archives.length < batch.length) {
      results.push({ refused: stderr.trim().split('\n').at(-1) ?? '' });
    }
    await rm(out, { recursive: true });
  }
  return results;
}

function run(program: string, args: string[]): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 1 << 28 }, (_, stdout, stderr) => {
      resolve({ stdout, stderr });
    });
  });
}
