import { buffer } from 'node:stream/consumers';
import { forward } from './forward.ts';
import { startServer, type RunningServer } from './server.ts';

export interface TaggingRegistry extends RunningServer {
  /** The manifests that were put, each as `PUT <name>?<query>`. */
  readonly puts: string[];
}

/**
 * A registry that sets several tags in one request (distribution-spec, "Pushing Manifests": PUT by
 * digest with `?tag=…&tag=…`, answered by `OCI-Tag`), in front of a real one, which is asked for one
 * tag after the other. `refuses` are tags that it doesn't set, without a word about them.
 */
export async function startTaggingRegistry(
  behind: string,
  { refuses = [], most = 10 }: { refuses?: string[]; most?: number } = {},
): Promise<TaggingRegistry> {
  const puts: string[] = [];
  const server = await startServer(async (request, response) => {
    const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://registry');
    const [, repository, name] = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(pathname) ?? [];
    if (request.method !== 'PUT' || !name) return forward(behind, request, response);
    puts.push(`PUT ${name}${search}`);
    const tags = searchParams.getAll('tag');
    if (tags.length === 0) return forward(behind, request, response);
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*' };
    if (tags.length > most) return response.writeHead(414, cors).end();
    const body = await buffer(request);
    const set = tags.filter((tag) => !refuses.includes(tag));
    for (const reference of [name, ...set]) {
      const stored = await fetch(`http://${behind}/v2/${repository}/manifests/${reference}`, {
        method: 'PUT',
        headers: { 'Content-Type': request.headers['content-type'] ?? '' },
        body: new Uint8Array(body),
      });
      if (!stored.ok) return response.writeHead(stored.status, cors).end(await stored.text());
    }
    // In several fields, as the specification's example has it.
    const first = set.slice(0, -1).join(', ');
    response.writeHead(201, {
      ...cors,
      Location: pathname,
      'Docker-Content-Digest': name,
      'OCI-Tag': [first, ...set.slice(-1)].filter((part) => part !== ''),
    });
    return response.end();
  });
  return { ...server, puts };
}
