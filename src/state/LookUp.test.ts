import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Aim } from '../core/actions/standing.ts';
import { MemoryTarget } from '../core/content/memory.ts';
import type { TransferOptions } from '../core/content/target.ts';
import type { Descriptor } from '../core/oci/descriptor.ts';
import { ChartroomError } from '../core/errors.ts';
import { LookUp } from './LookUp.svelte.ts';
import type { RepositoryTarget, Services } from './services.ts';

/** A registry that answers when it is told to, unless it was called off. */
class Waiting extends MemoryTarget {
  asked = 0;
  aborted = 0;
  answer = (_error?: ChartroomError) => {};

  override resolve(name: string, { signal }: TransferOptions = {}): Promise<Descriptor> {
    this.asked++;
    signal?.addEventListener('abort', () => this.aborted++);
    return new Promise((resolve, reject) => {
      this.answer = (error) => (error ? reject(error) : resolve(super.resolve(name)));
    });
  }
}

let registry: Waiting;
let lookUp: LookUp;

beforeEach(() => {
  vi.useFakeTimers();
  registry = new Waiting();
  const repository = () => Promise.resolve<RepositoryTarget>(registry);
  lookUp = new LookUp({ repository } as Partial<Services> as Services);
});
afterEach(() => void vi.useRealTimers());

function aim(tag: string): Aim {
  const digest = `sha256:${'0'.repeat(64)}` as const;
  const reference = { registry: 'ghcr.io', repository: 'a/b', tag };
  return { reference, version: '1.0.0', manifest: digest, archive: digest };
}

const begun = (times: number) => vi.waitFor(() => expect(registry.asked).toBe(times));

it('asks once nothing more is typed, and calls off what was asked before', async () => {
  lookUp.take(aim('1'), true);
  await vi.advanceTimersByTimeAsync(500);
  lookUp.take(aim('1.0'), true);
  await vi.advanceTimersByTimeAsync(500);
  expect(registry.asked).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  await begun(1);
  expect(lookUp.phase).toBe('looking');

  const { answer } = registry;
  lookUp.take(aim('1.0.0'), true);
  expect(registry.aborted).toBe(1);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(lookUp.standing).toBeUndefined();
  await vi.advanceTimersByTimeAsync(700);
  await begun(2);
  registry.answer();
  await vi.waitFor(() => expect(lookUp.standing).toEqual({ tag: 'free', higher: undefined }));
  lookUp.take(undefined, true);
  expect(lookUp).toMatchObject({ phase: 'idle', standing: undefined });
});

it('asks a registry that it may not ask only when the box is left', async () => {
  lookUp.take(aim('1.0.0'), false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lookUp.phase).toBe('unasked');
  expect(registry.asked).toBe(0);
  lookUp.settle();
  await vi.advanceTimersByTimeAsync(300);
  await begun(1);
  const facts = { method: 'HEAD', url: 'https://ghcr.io/v2/', registry: 'ghcr.io' };
  registry.answer(new ChartroomError('auth.required', facts));
  await vi.waitFor(() => expect(lookUp.error?.code).toBe('auth.required'));
  lookUp.settle();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(registry.asked).toBe(1);
});

it('keeps what it knows while nobody looks, asks when its turn comes, and anew by another way', async () => {
  let turn = () => {};
  const repository = () => Promise.resolve<RepositoryTarget>(registry);
  lookUp = new LookUp({ repository } as Partial<Services> as Services, async (_way, ask) => {
    await new Promise<void>((resolve) => (turn = resolve));
    return ask();
  });
  lookUp.take(aim('1.0.0'), true, 'as nobody');
  await vi.advanceTimersByTimeAsync(700);
  expect(registry.asked).toBe(0);
  // Out of sight before its turn: nothing is asked.
  lookUp.leave();
  turn();
  await vi.advanceTimersByTimeAsync(0);
  expect(registry.asked).toBe(0);

  lookUp.take(aim('1.0.0'), true, 'as nobody');
  await vi.advanceTimersByTimeAsync(700);
  turn();
  await begun(1);
  registry.answer();
  await vi.waitFor(() => expect(lookUp.phase).toBe('known'));
  lookUp.leave();
  lookUp.take(aim('1.0.0'), true, 'as nobody');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lookUp.phase).toBe('known');
  lookUp.take(aim('1.0.0'), true, 'as the captain');
  await vi.advanceTimersByTimeAsync(700);
  turn();
  await begun(2);
});
