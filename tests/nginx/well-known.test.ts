import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { ask } from './ask.ts';
import { startUpstream, type Upstream } from './upstream.ts';

/** A hosted registry, and where it sends people for a blob. */
const storage: [registry: string, origin: string][] = [
  ['docker.io', 'https://production.cloudflare.docker.com'],
  ['docker.io', 'https://production.cloudfront.docker.com'],
  [
    'docker.io',
    'https://docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com',
  ],
  ['ghcr.io', 'https://pkg-containers.githubusercontent.com'],
  ['quay.io', 'https://cdn01.quay.io'],
  ['registry.gitlab.com', 'https://cdn.registry.gitlab-static.net'],
  ['eu.gcr.io', 'https://storage.googleapis.com'],
  ['europe-west1-docker.pkg.dev', 'https://storage.googleapis.com'],
  ['ours.azurecr.io', 'https://weumanaged12.blob.core.windows.net'],
  ['ours.azurecr.io', 'https://ours.westeurope.data.azurecr.io'],
  [
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    'https://prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com',
  ],
  [
    '123456789012.dkr-ecr.eu-west-1.on.aws',
    'https://prod-eu-west-1-starport-layer-bucket.s3.dualstack.eu-west-1.amazonaws.com',
  ],
  [
    '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
    'https://prod-cn-north-1-starport-layer-bucket.s3.cn-north-1.amazonaws.com.cn',
  ],
  ['ours-a1b2c3d4.azurecr.io', 'https://weumanaged12.blob.core.windows.net'],
  ['ours-a1b2c3d4.azurecr.io', 'https://ours-a1b2c3d4.westeurope.data.azurecr.io'],
  ['ours.westeurope.geo.azurecr.io', 'https://ours.westeurope.data.azurecr.io'],
  ['ours.azurecr.cn', 'https://cnmanaged12.blob.core.chinacloudapi.cn'],
  ['ours.azurecr.cn', 'https://ours.chinaeast2.data.azurecr.cn'],
  ['ours-a1b2c3d4.azurecr.us', 'https://usmanaged12.blob.core.usgovcloudapi.net'],
  ['public.ecr.aws', 'https://d5l0dvt14r5h8.cloudfront.net'],
];

/** The same hosts named by a registry that isn't theirs, and hosts that only look like them. */
const strangers: [registry: string, origin: string][] = [
  ['ghcr.io', 'https://production.cloudflare.docker.com'],
  ['quay.io', 'https://cdn01.quay.io.example.com'],
  ['docker.io', 'http://production.cloudflare.docker.com'],
  ['ours.azurecr.io', 'https://theirs.westeurope.data.azurecr.io'],
  [
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    'https://prod-eu-west-1-starport-layer-bucket.s3.us-east-1.amazonaws.com',
  ],
  ['ours.azurecr.cn', 'https://weumanaged12.blob.core.windows.net'],
  ['ours.azurecr.cn', 'https://ours.chinaeast2.data.azurecr.io'],
  ['ours.azurecr.io', 'https://x.y.blob.core.windows.net'],
  ['ours-a1b2c3d4.azurecr.io', 'https://ours-e5f6a7b8.westeurope.data.azurecr.io'],
  ['ours.example.geo.azurecr.io', 'https://theirs.westeurope.data.azurecr.io'],
  [
    '123456789012.dkr-ecr.eu-west-1.on.aws',
    'https://prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com.example.org',
  ],
];

describe.skipIf(!isNginxAvailable())('the hosted registries that nginx.conf prepares', () => {
  let upstream: Upstream;
  let nginx: RunningNginx;

  beforeAll(async () => {
    upstream = await startUpstream((request, response) => {
      const location = decodeURIComponent(request.url?.split('to=')[1] ?? '');
      response.writeHead(307, { Location: `${location}/blob` }).end();
    });
    const names = [...storage, ...strangers].map(([registry]) => registry);
    nginx = await startNginx({
      registries: Object.fromEntries(names.map((name) => [name, upstream.url])),
      // Nobody answers there: no test leaves this machine.
      resolver: '127.0.0.1:1',
    });
  });

  afterAll(() => Promise.all([nginx?.stop(), upstream?.stop()]));

  const redirected = async ([registry, origin]: [string, string]) => {
    const path = `/registry/${registry}/v2/a/blobs/b?to=${encodeURIComponent(origin)}`;
    const { status, body } = await ask(nginx.url, path);
    expect([registry, origin, status]).toEqual([registry, origin, 502]);
    return (JSON.parse(body.toString()) as { errors: [{ code: string }] }).errors[0].code;
  };

  it('may send readers to their own storage', async () => {
    const codes = await Promise.all(storage.map(redirected));
    // Followed, as far as that goes without a name server.
    expect(codes).toEqual(storage.map(() => 'PROXY_UNREACHABLE'));
  });

  it('may not send them anywhere else', async () => {
    expect(await Promise.all(strangers.map(redirected))).toEqual(
      strangers.map(() => 'PROXY_REDIRECT'),
    );
  });
});
