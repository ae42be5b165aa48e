import { setTimeout as sleep } from 'node:timers/promises';
import { spawnBound } from '../../scripts/lib/processes.mjs';

const START_TIMEOUT = 15_000;

export interface RunningProcess {
  /** What the server chose itself, so that nobody else has it. */
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts a server that writes the port it listens on to its standard error, in the first group
 * of `pattern`. A test run that is killed takes it along.
 */
export async function startProcess(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  pattern: RegExp,
): Promise<RunningProcess> {
  const server = spawnBound(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  // Nothing of what it has under way is worth waiting for.
  const stop = () => server.stop('SIGKILL');
  try {
    return { port: await listeningPort(server.child, pattern), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listeningPort(
  child: ReturnType<typeof spawnBound>['child'],
  pattern: RegExp,
): Promise<number> {
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (log.length < 100_000) log += text;
  });
  let failed: Error | undefined;
  child.once('error', (error) => (failed = error));
  for (const start = Date.now(); Date.now() - start < START_TIMEOUT; await sleep(10)) {
    const port = pattern.exec(log)?.[1];
    if (port) return Number(port);
    if (failed) throw failed;
    if (child.exitCode !== null) break;
  }
  throw new Error(`${child.spawnfile} did not start:\n${log}`);
}
