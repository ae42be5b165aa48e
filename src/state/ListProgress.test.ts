import { expect, test } from 'vitest';
import type { ListEnd, ListOptions } from '../core/content/target.ts';
import { ChartroomError } from '../core/errors.ts';
import { ListProgress } from './ListProgress.svelte.ts';

/** A list whose names come, and which ends, as the test says. */
class Reading {
  readonly come: string[] = [];
  options: ListOptions = {};
  #end = (_: ListEnd) => {};
  readonly done: Promise<void>;

  constructor(progress: ListProgress) {
    this.done = progress.run(
      (names) => this.come.push(...names),
      (options) => {
        this.options = options;
        return new Promise((resolve, reject) => {
          this.#end = resolve;
          options.signal?.addEventListener('abort', () => {
            reject(new ChartroomError('aborted', {}));
          });
        });
      },
    );
  }

  names(...names: string[]): void {
    this.options.onNames?.(names);
  }

  async end(end: ListEnd): Promise<void> {
    this.#end(end);
    await this.done;
  }
}

test('a list comes and ends', async () => {
  const progress = new ListProgress();
  const reading = new Reading(progress);
  reading.names('a');
  expect(progress.phase).toBe('coming');
  await reading.end('unproven');
  expect(progress.phase).toBe('unproven');
  expect(reading.come).toEqual(['a']);
});

test('what has come of a list that is stopped stays, and nothing more comes', async () => {
  const progress = new ListProgress();
  const reading = new Reading(progress);
  reading.names('a');
  progress.stop();
  reading.names('b');
  await reading.done;
  expect(progress).toMatchObject({ phase: 'stopped', error: undefined });
  expect(reading.come).toEqual(['a']);
});

test('a list that is begun anew leaves the earlier one no say', async () => {
  const progress = new ListProgress();
  const first = new Reading(progress);
  const second = new Reading(progress);
  first.names('a');
  await first.done;
  expect(progress.phase).toBe('coming');
  expect(first.come).toEqual([]);
  await second.end('whole');
  expect(progress.phase).toBe('whole');
});

test('why it failed is kept until it is begun anew', async () => {
  const progress = new ListProgress();
  const error = new ChartroomError('storage.full', {});
  await progress.run(
    () => {},
    () => Promise.reject(error),
  );
  expect(progress).toMatchObject({ phase: 'failed', error });
  const again = new Reading(progress);
  expect(progress).toMatchObject({ phase: 'coming', error: undefined });
  await again.end('cut');
});
