import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';

/** Hands a request on to another server on this machine, and its answer back. */
export function forward(host: string, request: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', url = '/', headers } = request;
  const to = `http://${host.replace('localhost', '127.0.0.1')}${url}`;
  const passed = httpRequest(to, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  request.pipe(passed);
}
