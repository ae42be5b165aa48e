import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { startServer, type RunningServer } from '../../support/server.ts';

/**
 * A registry at an address of its own, reached through the proxy of nginx.conf: what the page does
 * to its requests, and from the answers back, for clients that know nothing of the proxy.
 */
export function startPlainFront(site: string, registry: string): Promise<RunningServer> {
  const place = `/registry/${registry}`;
  return startServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const passed = httpRequest(
      `${site.replace('localhost', '127.0.0.1')}${place}${url}`,
      { method, headers: toProxy(headers, new URL(site).host) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, fromProxy(answer.headers, place));
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
}

function toProxy(headers: IncomingHttpHeaders, host: string): IncomingHttpHeaders {
  const { authorization, ...others } = headers;
  const credentials = authorization && { 'x-registry-authorization': authorization };
  return { ...others, ...credentials, host, 'x-chartroom': '1' };
}

function fromProxy(headers: IncomingHttpHeaders, place: string): IncomingHttpHeaders {
  const { location, 'x-registry-www-authenticate': challenge, ...others } = headers;
  return {
    ...others,
    ...(location && {
      location: location.startsWith(place) ? location.slice(place.length) : location,
    }),
    ...(typeof challenge === 'string' && { 'www-authenticate': challenge }),
  };
}
