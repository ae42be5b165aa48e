import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The cases of the suite and how each ended, as lines: `passed OCI Conformance Test/…`. */
export type Verdicts = string[];

/**
 * Runs the conformance suite of the distribution-spec against a registry.
 *
 * @param version of the specification: `1.1`, or `dev` for what is to come
 * @param host `host:port` of a registry that holds nothing yet, in plain http
 */
export async function runConformance(
  program: string,
  version: string,
  host: string,
): Promise<Verdicts> {
  const results = await mkdtemp(join(tmpdir(), 'chartroom-conformance-'));
  const env = {
    ...process.env,
    OCI_VERSION: version,
    OCI_REGISTRY: host,
    OCI_TLS: 'disabled',
    OCI_RESULTS_DIR: results,
    OCI_LOG: 'error',
  };
  try {
    // It fails where any case does, as some do with every registry.
    await new Promise((resolve) => execFile(program, { env, cwd: results }, resolve));
    const report = await readFile(join(results, 'junit.xml'), 'utf8');
    const cases = report.matchAll(/<testcase name="([^"]*)"[^>]* status="([^"]*)"/g);
    return [...cases].map(([, name = '', status = '']) => `${status} ${name}`).sort();
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}
