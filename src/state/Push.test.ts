import { expect, it, vi } from 'vitest';
import { publication } from '../core/actions/publish.ts';
import { pushReference } from '../core/actions/push-reference.ts';
import { createInlineCompute } from '../core/compute/inline.ts';
import { MemoryTarget } from '../core/content/memory.ts';
import { takingTurnsByName } from '../core/turns.ts';
import { Push } from './Push.svelte.ts';
import type { Services } from './services.ts';

it('a push is in line from its look at the tag until it is its turn to be sent', async () => {
  const compute = createInlineCompute();
  const text = 'apiVersion: v2\nname: dory\nversion: 1.0.0\n';
  const files = [{ path: 'Chart.yaml', blob: new Blob([text]) }];
  const artifact = await compute.assemble(
    await compute.packFolder({ folder: 'dory', files }),
    'helm',
  );
  const reference = pushReference('registry.example/dory', '1.0.0');
  const about = { reference, format: 'helm', version: '1.0.0', errors: 0 } as const;
  const registry = new MemoryTarget();
  const push = new Push({
    turns: takingTurnsByName(),
    repository: () => Promise.resolve(registry),
  } as unknown as Services);
  let send = () => {};
  const turn = new Promise<void>((resolve) => (send = resolve));
  const pushing = push.start(
    () => publication(artifact, about),
    (work) => turn.then(work),
  );
  expect(push.inLine).toBe(false);
  await vi.waitFor(() => expect(push.inLine).toBe(true));
  expect((await registry.tags()).names).toEqual([]);
  send();
  await pushing;
  expect(push).toMatchObject({ inLine: false, phase: 'done' });
});
