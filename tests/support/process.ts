import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT = 15_000;

export interface RunningProcess {
  /** What the server chose itself, so that nobody else has it. */
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts a server that writes the port it listens on to its standard error, in the first group
 * of `pattern`. A test run that dies takes it along.
 */
export async function startProcess(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  pattern: RegExp,
): Promise<RunningProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    await ended(child);
  };
  try {
    return { port: await listeningPort(child, pattern), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listeningPort(child: ChildProcess, pattern: RegExp): Promise<number> {
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

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
