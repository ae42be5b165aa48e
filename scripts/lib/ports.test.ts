import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from './ports.mjs';

test('a free port is another at each call, and none that the system gives to others', async () => {
  const ports: number[] = [];
  for (let i = 0; i < 200; i++) ports.push(await freePort());
  expect(new Set(ports).size).toBe(200);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

test('a port that is in use is passed over', async () => {
  const taken = ((await freePort()) + 1 - 20_000) % 10_000;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(20_000 + taken, '127.0.0.1', resolve));
  try {
    expect(await freePort()).not.toBe(20_000 + taken);
  } finally {
    server.close();
  }
});
