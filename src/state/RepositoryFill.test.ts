import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRegistryAvailable } from '../../tests/support/registry.ts';
import {
  startWatchedRegistry,
  type WatchedRegistry,
} from '../../tests/support/watched-registry.ts';
import { RepositoryFill } from './RepositoryFill.svelte.ts';

let registry: WatchedRegistry;

beforeEach(async () => {
  registry = await startWatchedRegistry(['fill/a:2.7.1', 'fill/a:latest', 'fill/b:2.7.1']);
});

afterEach(() => registry.stop());

test.skipIf(!isRegistryAvailable())(
  'only what is in view is asked for, and the content of one digest only once',
  async () => {
    const fill = new RepositoryFill(registry.host, registry);
    fill.fill('fill/b')();
    fill.fill('fill/a');
    await expect
      .poll(() => fill.facts.get('fill/a'))
      .toMatchObject({
        count: 2,
        newest: { tag: '2.7.1' },
        about: {
          kind: 'chart',
          description: 'This is my chart... that is all',
          appVersion: '1.1.0',
        },
      });
    expect(registry.asked).toEqual([
      'GET fill/a/tags/list',
      // Whether the list goes on: this registry shows no Link to a page.
      'GET fill/a/tags/list',
      'GET fill/a/manifests/2.7.1',
      expect.stringMatching(/^GET fill\/a\/blobs\/sha256:/),
    ]);
    registry.asked.length = 0;
    const again = new RepositoryFill(registry.host, registry);
    again.fill('fill/a');
    await expect.poll(() => again.facts.get('fill/a')).toMatchObject({ count: 2 });
    expect(registry.asked.slice(2)).toEqual(['HEAD fill/a/manifests/2.7.1']);
  },
);

test.skipIf(!isRegistryAvailable())(
  'a repository that is closed or odd says so, and a rate limit stops the rest',
  async () => {
    const answers: Record<string, number> = { odd: 403, closed: 401, empty: 404 };
    registry.instead = (url, response) => {
      const status = answers[/^\/v2\/(\w+)\//.exec(url)?.[1] ?? ''];
      if (status === undefined) return false;
      response.writeHead(status, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
      return true;
    };
    const fill = new RepositoryFill(registry.host, registry);
    for (const name of ['odd', 'closed', 'empty', 'fill/b']) fill.fill(name);
    await expect.poll(() => fill.facts.get('fill/b')).toMatchObject({ count: 1 });
    expect(fill.facts.get('closed')).toBe('closed');
    expect(fill.facts.get('odd')).toBe('closed');
    expect(fill.facts.get('empty')).toMatchObject({ count: 0 });
    expect(fill.stopped).toBeUndefined();

    registry.instead = (_, response) => {
      response.writeHead(429, { 'Retry-After': '0' }).end();
      return true;
    };
    fill.fill('fill/a');
    await expect.poll(() => fill.stopped?.code).toBe('registry.rate-limited');
    expect(fill.facts.has('fill/a')).toBe(false);
    registry.instead = undefined;
    fill.resume();
    await expect.poll(() => fill.facts.get('fill/a')).toMatchObject({ count: 2 });
  },
);
