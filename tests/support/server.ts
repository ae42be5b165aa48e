import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RunningServer {
  host: string;
  url: string;
  stop(): Promise<void>;
}

type Listener = (...exchange: Parameters<RequestListener>) => unknown;

/** A small HTTP server on a free port of the loopback interface: registries as they also are. */
export async function startServer(listener: Listener): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const answered = async () => listener(request, response);
    answered().catch((fault: unknown) => server.emit('error', fault));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { host, url: `http://${host}`, stop };
}
