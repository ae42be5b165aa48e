import { startProcess } from './process.ts';
import type { RunningServer } from './server.ts';

/** Starts the registry within crane: in memory, without CORS, sign-in, TLS or mounting. */
export async function startCraneRegistry(crane: string): Promise<RunningServer> {
  const args = ['registry', 'serve', '--address', '127.0.0.1:0'];
  const env = { ...process.env, PORT: '0' };
  const server = await startProcess(crane, args, env, /serving on port (\d+)/);
  const host = `localhost:${server.port}`;
  return { host, url: `http://${host}`, stop: () => server.stop() };
}
