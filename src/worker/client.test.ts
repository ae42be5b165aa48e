import { assertType, expect, test } from 'vitest';
import { clientOf, type MethodList } from './client.ts';

interface Kitchen {
  name: string;
  bake(flour: Blob, options?: { signal?: AbortSignal; minutes?: number }): Promise<string>;
  serve(): Promise<void>;
}

const METHODS: MethodList<Kitchen> = { bake: true, serve: true };

function connect() {
  const sent: unknown[] = [];
  const client = clientOf<Kitchen>(METHODS, async (call, signal) => {
    sent.push({ ...call, signal });
    return call.method;
  });
  return { client, sent };
}

test('every method of the list is sent as a call, and its result comes back', async () => {
  const { client, sent } = connect();
  const flour = new Blob(['flour']);
  expect(await client.bake(flour)).toBe('bake');
  await client.serve();
  expect(sent).toEqual([
    { method: 'bake', args: [flour], signal: undefined },
    { method: 'serve', args: [], signal: undefined },
  ]);
});

test('the signal stays on this side; the other options are sent', async () => {
  const { client, sent } = connect();
  const flour = new Blob(['flour']);
  const { signal } = new AbortController();
  await client.bake(flour, { signal, minutes: 20 });
  await client.bake(flour, { minutes: 30 });
  expect(sent).toEqual([
    { method: 'bake', args: [flour, { minutes: 20 }], signal },
    { method: 'bake', args: [flour, { minutes: 30 }], signal: undefined },
  ]);
});

test('a list that leaves a method out, or names one too many, does not compile', () => {
  // @ts-expect-error serve is missing
  assertType<MethodList<Kitchen>>({ bake: true });
  // @ts-expect-error a kitchen has no such method
  assertType<MethodList<Kitchen>>({ bake: true, serve: true, wash: true });
  // @ts-expect-error what isn't a method can't be called
  assertType<MethodList<Kitchen>>({ bake: true, serve: true, name: true });
});
