import { expect, test } from './harness/harness.ts';

test('jobs run side by side, as many as there may be workers, and in their order', async ({
  page,
}) => {
  const order = await page.evaluate(async () => {
    const pool = harness.pool(2);
    const ended: string[] = [];
    const job = (name: string, ms: number) =>
      pool.run((worker) => worker.call('work', ms), undefined).then(() => ended.push(name));
    await Promise.all([job('long', 900), job('first', 100), job('second', 100), job('third', 100)]);
    return ended;
  });
  expect(order).toEqual(['first', 'second', 'third', 'long']);
  expect(page.workers()).toHaveLength(2);
});

test('a job for which a worker is started goes to whichever is free first, and the new one is there for the next', async ({
  page,
}) => {
  const outcome = await page.evaluate(async () => {
    let loaded = () => {};
    const loading = new Promise<void>((resolve) => (loaded = resolve));
    let started = 0;
    globalThis.Worker = class extends Worker {
      constructor(...how: ConstructorParameters<typeof Worker>) {
        super(...how);
        if (++started === 1) return;
        // The second one takes its time to say that it listens.
        const add = this.addEventListener.bind(this) as EventTarget['addEventListener'];
        this.addEventListener = (type: string, listener: unknown) =>
          add(type, (event) => {
            void loading.then(() => (listener as (event: Event) => void)(event));
          });
      }
    };
    const pool = harness.pool(2);
    const first = pool.run(async (worker) => {
      await worker.call('work', 300);
      return worker.call('name');
    }, undefined);
    const second = pool.run((worker) => worker.call('name'), undefined);
    const same = (await first) === (await second);
    loaded();
    return { same, names: new Set(await harness.both(pool)).size, started };
  });
  expect(outcome).toEqual({ same: true, names: 2, started: 2 });
});

test('a job that is called off ends its own worker, and the next one gets a new one', async ({
  page,
}) => {
  const outcome = await page.evaluate(async () => {
    const pool = harness.pool(2);
    const stop = new AbortController();
    const name = () => pool.run((worker) => worker.call('name'), undefined);
    const other = pool.run(async (worker) => {
      const before = await worker.call('name');
      await worker.call('work', 600);
      return { before, after: await worker.call('name') };
    }, undefined);
    // It would go on for longer than the time that a test has.
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const doomed = pool.run((worker) => {
      begin();
      return worker.call('work', 600_000);
    }, stop.signal);
    // Called off before, it would leave a worker that nothing was wrong with.
    await begun;
    stop.abort();
    const { code } = await doomed.catch((error) => error);
    return { code, other: await other, names: new Set([await name(), await name()]).size };
  });
  expect(outcome.code).toBe('aborted');
  expect(outcome.other.after).toBe(outcome.other.before);
  expect(outcome.names).toBe(1);
});

test('a job that is called off and soon at its end leaves its worker to the next', async ({
  page,
}) => {
  const names = await page.evaluate(async () => {
    const pool = harness.pool(2);
    const name = () => pool.run((worker) => worker.call('name'), undefined);
    const before = await name();
    const stop = new AbortController();
    const doomed = pool.run((worker) => worker.call('work', 1), stop.signal);
    stop.abort();
    const { code } = await doomed.catch((error) => error);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { code, same: (await name()) === before };
  });
  expect(names).toEqual({ code: 'aborted', same: true });
});

test('a job that takes longer than it may is ended with its worker', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const pool = harness.pool(1);
    const name = () => pool.run((worker) => worker.call('name'), undefined);
    const before = await name();
    const failed = pool
      .run((worker) => worker.call('work', 600_000), undefined, 2)
      .catch(({ code, data }) => ({ code, data }));
    // It waits longer than it may work, and is done all the same: a new worker's start, which its
    // time includes, takes a good part of a second on a busy machine.
    const next = pool.run((worker) => worker.call('name'), undefined, 1.5);
    return { failed: await failed, isAnother: (await next) !== before };
  });
  expect(outcome).toEqual({
    failed: { code: 'work.unfinished', data: { reason: 'too-long', seconds: 2 } },
    isAnother: true,
  });
});

test('who waits for a worker gets that of a job that was called off', async ({ page }) => {
  const took = await page.evaluate(async () => {
    const pool = harness.pool(1);
    const stop = new AbortController();
    const doomed = pool.run((worker) => worker.call('work', 60_000), stop.signal);
    const next = pool.run((worker) => worker.call('work', 1), undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    stop.abort();
    return Promise.allSettled([doomed, next]);
  });
  expect(took.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  // One that was busy takes a moment to end.
  await expect.poll(() => page.workers().length).toBe(1);
});

test('a job that waits for a worker can be aborted, and the others keep their turn', async ({
  page,
}) => {
  const codes = await page.evaluate(async () => {
    const pool = harness.pool(1);
    const stop = new AbortController();
    const work = (signal?: AbortSignal) =>
      pool.run((worker) => worker.call('work', 200), signal).catch((error) => error.code);
    const jobs = [work(), work(stop.signal), work(AbortSignal.abort()), work()];
    stop.abort();
    return Promise.all(jobs);
  });
  expect(codes).toEqual(['done', 'aborted', 'aborted', 'done']);
  expect(page.workers()).toHaveLength(1);
});

test('errors keep their code; a worker that breaks down takes only its own job along', async ({
  page,
}) => {
  const outcome = await page.evaluate(async () => {
    const pool = harness.pool(1);
    const failed = await pool.run((worker) => worker.call('fail'), undefined).catch((e) => e);
    const broken = await pool.run((worker) => worker.call('collapse'), undefined).catch((e) => e);
    const next = await pool.run((worker) => worker.call('work', 1), undefined);
    return { failed: failed.toJSON(), broken: broken.toJSON(), next };
  });
  const { stack, cause, ...failed } = outcome.failed;
  expect(failed).toEqual({ code: 'internal', data: { message: 'out of wood' } });
  expect(cause).toMatchObject({ name: 'RangeError', message: 'out of wood' });
  expect(outcome.broken).toMatchObject({ code: 'internal' });
  // Where in the worker's script it happened.
  for (const place of [stack, cause.stack, outcome.broken.cause.stack]) {
    expect(place).toMatch(/workshop[.-]worker-[\w-]+\.js:\d+:\d+/);
  }
  expect(outcome.next).toBe('done');
});

test('a message that is lost on the way, there or back, ends its job with an error', async ({
  page,
}) => {
  const outcome = await page.evaluate(async () => {
    const started: Worker[] = [];
    globalThis.Worker = class extends Worker {
      constructor(...how: ConstructorParameters<typeof Worker>) {
        super(...how);
        started.push(this);
      }
    };
    const pool = harness.pool(1);
    const failure = (job: Promise<unknown>) =>
      job.then(String, (error) => String(error.toJSON().data.message));
    const there = await failure(pool.run((worker) => worker.call('mishear'), undefined));
    const back = failure(pool.run((worker) => worker.call('work', 600_000), undefined));
    await new Promise((resolve) => setTimeout(resolve, 100));
    started.at(-1)?.dispatchEvent(new MessageEvent('messageerror'));
    const next = await pool.run((worker) => worker.call('work', 1), undefined);
    return { there, back: await back, next, started: started.length };
  });
  expect(outcome.there).toContain('a call could not be read');
  expect(outcome.back).toContain('an answer of a worker was lost');
  expect(outcome).toMatchObject({ next: 'done', started: 3 });
});

test('idle workers end, and the blobs that they made stay readable', async ({ page }) => {
  const size = 30_000_000;
  await page.evaluate(async (size) => {
    const blob = await harness.pool(1, 50).run((worker) => worker.call('blob', size), undefined);
    Object.assign(globalThis, { blob });
  }, size);
  await expect.poll(() => page.workers().length).toBe(0);
  const sum = await page.evaluate(async () => {
    const { blob } = globalThis as unknown as { blob: Blob };
    return new Uint8Array(await blob.arrayBuffer()).reduce((total, byte) => total + byte, 0);
  });
  expect(sum).toBe(size * 7);
});

test('of idle workers the last one stays for longer', async ({ page }) => {
  const names = await page.evaluate(async () => {
    const pool = harness.pool(2, 50, 60_000);
    const name = () => pool.run((worker) => worker.call('name'), undefined);
    Object.assign(globalThis, { nameOne: name });
    return harness.both(pool);
  });
  expect(new Set(names).size).toBe(2);
  await expect.poll(() => page.workers().length).toBe(1);
  const after = await page.evaluate(() =>
    (globalThis as unknown as { nameOne(): string }).nameOne(),
  );
  expect(names).toContain(after);
});

test('only scripts of our own become workers', async ({ page }) => {
  const outcome = await page.evaluate(() => {
    const start = (run: () => unknown) => {
      try {
        return String(run());
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      start(() => new Worker('./assets/anything.js')),
      start(() => harness.startWorker('https://example.com/worker.js')),
    ];
  });
  expect(outcome).toEqual(['TypeError', 'TypeError']);
});
