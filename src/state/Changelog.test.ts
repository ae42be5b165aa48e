import { beforeEach, expect, it } from 'vitest';
import { createInlineCompute } from '../core/compute/inline.ts';
import { MemoryTarget } from '../core/content/memory.ts';
import { ChartroomError } from '../core/errors.ts';
import { assembleManifest, describe as described } from '../core/formats/artifact.ts';
import { HELM_CHART, HELM_CONFIG } from '../core/oci/chart-media-types.ts';
import { Changelog } from './Changelog.svelte.ts';
import type { RepositoryTarget, Services } from './services.ts';

const VERSIONS = 30;

/** A repository of versions that all say what they change, until it has answered often enough. */
class Patient extends MemoryTarget {
  asked = 0;
  /** What comes in the way of the next question. */
  before: () => Promise<void> = () => Promise.resolve();

  override async fetchManifest(...args: Parameters<MemoryTarget['fetchManifest']>) {
    this.asked++;
    await this.before();
    return super.fetchManifest(...args);
  }
}

let target: Patient;
let changelog: Changelog;

beforeEach(async () => {
  target = new Patient();
  for (let i = 0; i < VERSIONS; i++) {
    const { manifest, blobs } = await assembleManifest(
      await described(HELM_CONFIG, new Blob(['{}'])),
      [await described(HELM_CHART, new Blob([`chart ${i}`]))],
      { 'artifacthub.io/changes': `- kind: fixed\n  description: Bug ${i}\n` },
    );
    for (const { descriptor, blob } of blobs) await target.push(descriptor, blob);
    await target.push(manifest.descriptor, manifest.blob, { tag: `1.${i}.0` });
  }
  const compute = createInlineCompute();
  const services: Partial<Services> = {
    compute: () => Promise.resolve(compute),
    repository: () => Promise.resolve<RepositoryTarget>(target),
  };
  changelog = new Changelog(
    { registry: 'a.example', repository: 'charts/lamp' },
    services as Services,
  );
});

it('is cancelled without an error, and goes on where it was', async () => {
  let goOn = () => {};
  target.before = () =>
    target.asked === 4 ? new Promise((resolve) => (goOn = resolve)) : Promise.resolve();
  const reading = changelog.read();
  await expect.poll(() => target.asked).toBe(4);
  changelog.cancel();
  goOn();
  await reading;
  expect(changelog).toMatchObject({ running: false, error: undefined, looked: 3, total: VERSIONS });

  await changelog.read();
  expect(changelog.looked).toBe(28);
  expect(changelog.versions.map(({ version }) => version).slice(0, 4)).toEqual([
    '1.29.0',
    '1.28.0',
    '1.27.0',
    '1.26.0',
  ]);
});

it('stops at a registry that has had too many questions, and keeps what was read', async () => {
  const facts = { method: 'GET', url: 'https://a.example/v2/', registry: 'a.example' };
  target.before = () =>
    target.asked === 3
      ? Promise.reject(new ChartroomError('registry.rate-limited', facts))
      : Promise.resolve();
  await changelog.read();
  expect(changelog.error?.code).toBe('registry.rate-limited');
  expect(changelog.versions).toHaveLength(2);
  expect(target.asked).toBe(3);
  await changelog.read();
  expect(changelog.error).toBeUndefined();
  expect(changelog.versions).toHaveLength(27);
});
