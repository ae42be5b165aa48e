import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTags } from '../../src/core/actions/set-tags.ts';
import { copy } from '../../src/core/content/copy.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { nodeTransport } from '../support/http.ts';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { startTaggingRegistry, type TaggingRegistry } from '../support/tagging-registry.ts';

describe.skipIf(!isNginxAvailable() || !isRegistryAvailable())('several tags at once', () => {
  let behind: RunningRegistry;
  let tagging: TaggingRegistry;
  let nginx: RunningNginx;
  beforeAll(async () => {
    behind = await startRegistry();
    tagging = await startTaggingRegistry(behind.host);
    nginx = await startNginx({
      registries: { [tagging.host]: tagging.url.replace('localhost', '127.0.0.1') },
    });
  });
  afterAll(async () => {
    await nginx?.stop();
    await tagging?.stop();
    await behind?.stop();
  });

  it('go through nginx.conf in one request, and the page is told which were set', async () => {
    const registry = new Registry({
      host: tagging.host,
      base: `${nginx.url}/registry/${tagging.host}`,
      proxied: true,
      transport: nodeTransport,
    });
    const repository = registry.repository('tags/chart', { push: true });
    const { target, manifest } = await sampleArtifact('proxied');
    const { digest } = manifest.descriptor;
    await copy(target, digest, repository, undefined);
    tagging.puts.length = 0;
    const tags = Array.from({ length: 10 }, (_, i) => `1.${i}`);
    const results = await addTags(repository, digest, tags);
    expect(results.map(({ outcome }) => outcome.kind)).toEqual(tags.map(() => 'set'));
    expect(tagging.puts).toEqual([`PUT ${digest}?${tags.map((tag) => `tag=${tag}`).join('&')}`]);
  });
});
