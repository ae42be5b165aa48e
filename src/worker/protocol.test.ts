import { afterEach, expect, test } from 'vitest';
import { ChartroomError } from '../core/errors.ts';
import { Caller, serve } from './protocol.ts';

const service = {
  async join(one: string, other: string): Promise<string> {
    return one + other;
  },
  async pass(blob: Blob): Promise<Blob> {
    return blob;
  },
  async refuse(words: string): Promise<void> {
    throw new ChartroomError('storage.refused', { words });
  },
  async breakDown(): Promise<void> {
    throw new TypeError('x is not a function', { cause: new RangeError('out of wood') });
  },
  async wait(ms: number): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return ms;
  },
};

let channel = new MessageChannel();

function connect(): Caller<typeof service> {
  channel = new MessageChannel();
  serve(channel.port2, service);
  const caller = new Caller<typeof service>(channel.port1);
  channel.port1.start();
  channel.port2.start();
  return caller;
}

afterEach(() => channel.port1.close());

test('each call gets its own result', async () => {
  const caller = connect();
  const slow = caller.call('wait', 50);
  expect(await caller.call('join', 'chart', 'room')).toBe('chartroom');
  expect(await Promise.all([slow, caller.call('wait', 1)])).toEqual([50, 1]);
  const blob = await caller.call('pass', new Blob(['chart']));
  expect(await blob.text()).toBe('chart');
});

test('an error keeps its code and its data', async () => {
  const failed = connect().call('refuse', 'private window');
  await expect(failed).rejects.toEqual(
    new ChartroomError('storage.refused', { words: 'private window' }),
  );
  await expect(failed).rejects.toBeInstanceOf(ChartroomError);
});

test('an internal error arrives with its stack and cause', async () => {
  const fault = await connect()
    .call('breakDown')
    .then(() => undefined)
    .catch((error: unknown) => error as ChartroomError);
  expect(fault).toMatchObject({ code: 'internal', data: { message: 'x is not a function' } });
  const cause = fault?.cause as Error;
  expect(cause).toMatchObject({ name: 'TypeError', message: 'x is not a function' });
  expect(cause.stack).toMatch(/breakDown.*protocol\.test\.ts:\d+/);
  expect(cause.cause).toMatchObject({ name: 'RangeError', message: 'out of wood' });
});

test('closing ends the open calls and all that come later', async () => {
  const caller = connect();
  const open = caller.call('wait', 1000);
  caller.close(new ChartroomError('aborted', {}));
  await expect(open).rejects.toMatchObject({ code: 'aborted' });
  await expect(caller.call('join', 'a', 'b')).rejects.toMatchObject({ code: 'aborted' });
});
