import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRegistryAvailable } from '../../tests/support/registry.ts';
import {
  startWatchedRegistry,
  type WatchedRegistry,
} from '../../tests/support/watched-registry.ts';
import { VersionFill } from './VersionFill.svelte.ts';

const PLACE = 'fill/mychart';

let registry: WatchedRegistry;

beforeEach(async () => {
  registry = await startWatchedRegistry(['2.7.1', 'latest', '2.7'].map((tag) => `${PLACE}:${tag}`));
});

afterEach(() => registry.stop());

/** What was asked of the repository since this was called last. */
function asked(): string[] {
  return registry.asked.splice(0).map((request) => request.replace(`${PLACE}/`, ''));
}

test.skipIf(!isRegistryAvailable())(
  'only rows in view cost requests, and a digest only once',
  async () => {
    const fill = new VersionFill(registry.host, PLACE, registry);
    fill.fill('latest')();
    const leave = fill.fill('2.7.1');
    await expect.poll(() => fill.facts.get('2.7.1')).toMatchObject({ appVersion: '1.1.0' });
    leave();
    expect(asked()).toEqual(['GET manifests/2.7.1', expect.stringMatching(/^GET blobs\/sha256:/)]);
    expect(fill.facts.has('latest')).toBe(false);

    fill.fill('latest');
    await expect.poll(() => fill.digestOf('latest')).toBe(fill.digestOf('2.7.1'));
    expect(asked()).toEqual(['GET manifests/latest']);

    // Another visit asks only whether the tag still names the same.
    const again = new VersionFill(registry.host, PLACE, registry);
    again.fill('2.7.1');
    await expect.poll(() => again.facts.get('2.7.1')).toMatchObject({ appVersion: '1.1.0' });
    expect(asked()).toEqual(['HEAD manifests/2.7.1']);
  },
);

test.skipIf(!isRegistryAvailable())(
  'a row that leaves the view takes its request with it',
  async () => {
    let broken = false;
    registry.instead = (_, response) => {
      response.on('close', () => (broken = true));
      return true;
    };
    const fill = new VersionFill(registry.host, PLACE, registry);
    const leave = fill.fill('2.7.1');
    await expect.poll(() => registry.asked).toHaveLength(1);
    leave();
    await expect.poll(() => broken).toBe(true);
    expect(fill.stopped).toBeUndefined();
    expect(fill.facts.size).toBe(0);
  },
);

test.skipIf(!isRegistryAvailable())(
  'at the first 429 it stops, and goes on when it is told to',
  async () => {
    registry.instead = (_, response) => {
      response.writeHead(429, { 'Retry-After': '0' }).end();
      return true;
    };
    const fill = new VersionFill(registry.host, PLACE, registry);
    for (const tag of ['2.7.1', 'latest', '2.7', '1', '2', '3', '4']) fill.fill(tag);
    await expect.poll(() => fill.stopped?.code).toBe('registry.rate-limited');
    await new Promise((resolve) => setTimeout(resolve, 300));
    // As many as were under way at the same time, each once.
    expect(registry.asked.length).toBeLessThanOrEqual(3);
    registry.instead = undefined;
    fill.resume();
    await expect.poll(() => fill.facts.size).toBe(7);
    expect(fill.facts.get('4')).toBeNull();
    expect(fill.facts.get('2.7')).toMatchObject({ appVersion: '1.1.0' });
  },
);
