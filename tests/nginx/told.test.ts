import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isChartroomError } from '../../src/core/errors.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { errorWords } from '../../src/text/errors.ts';
import { nodeTransport } from '../support/http.ts';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const registry = 'registry.example.org';
const down = 'down.example.org';

describe.skipIf(!isNginxAvailable())('what the page tells of an answer of its own proxy', () => {
  let upstream: Upstream;
  let nginx: RunningNginx;
  let realm: string;

  beforeAll(async () => {
    upstream = await startUpstream((_request, response) => {
      response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${realm}",service="s"` }).end();
    });
    nginx = await startNginx({
      registries: { [registry]: upstream.url, [down]: 'http://127.0.0.1:1' },
    });
  });

  afterAll(() => Promise.all([nginx?.stop(), upstream?.stop()]));

  async function told(host: string): Promise<[reason: string, what: string]> {
    const base = `${nginx.url}/registry/${host}`;
    const credentials = { username: 'captain', password: 'secret' };
    const confirmRealm = () => Promise.resolve(true);
    const options = { host, base, proxied: true, transport: nodeTransport };
    const client = new Registry({ ...options, credentials, confirmRealm });
    const error: unknown = await client
      .repository('a')
      .resolve('1')
      .catch((thrown: unknown) => thrown);
    if (!isChartroomError(error, 'proxy.refused')) throw error;
    return [error.data.reason, errorWords(error).what];
  }

  it('a registry that is down', async () => {
    const what = `This site’s proxy gets no answer from ${down}; is it running?`;
    expect(await told(down)).toEqual(['unreachable', what]);
  });

  it('a registry that is not on the list', async () => {
    const what = 'This site’s proxy doesn’t serve other.example.org; nothing was sent there.';
    expect(await told('other.example.org')).toEqual(['host', what]);
  });

  it('a token service at a path that is not on the list', async () => {
    realm = `https://${registry}/tokens/of/our/own`;
    const what = `This site’s proxy doesn’t pass on /tokens/of/our/own; nothing was sent to ${registry}.`;
    expect(await told(registry)).toEqual(['path', what]);
  });

  it('a token server that is not on the list', async () => {
    realm = 'https://auth.elsewhere.org/token';
    const what = `This site’s proxy doesn’t serve auth.elsewhere.org (for ${registry}); nothing was sent there.`;
    expect(await told(registry)).toEqual(['host', what]);
  });
});
