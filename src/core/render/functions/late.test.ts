import { expect, test, vi } from 'vitest';
import { fixed, variadic } from '../../go/template/function.ts';
import type { GoFunction } from '../../go/value.ts';
import { certificateFunctions } from './certificates.ts';
import { context, RenderContext } from './context.ts';
import { dateFunctions } from './dates.ts';
import { durationFunctions } from './durations.ts';
import { sprigFunctions } from './index.ts';
import { lateFunctions } from './late.ts';
import { secretFunctions } from './secrets.ts';
import { tomlFunctions } from './toml.ts';
import { urlFunctions } from './urls.ts';

const call = (called: GoFunction | undefined, ...args: unknown[]) =>
  (called?.call as (...args: unknown[]) => unknown)(...args);

test('late functions are loaded once, where one is called, and random bytes stay the same', async () => {
  const load = vi.fn(() =>
    Promise.resolve({
      twice: fixed(['string'], (text) => text + text),
      all: variadic([], 'string', (...texts) => texts.join('')),
    }),
  );
  const late = lateFunctions('twice all', load);
  const drawn: Uint8Array[] = [];
  expect(load).not.toHaveBeenCalled();
  const results = await new RenderContext().render(() => {
    drawn.push(context().randomBytes(4));
    const made = context().made(() => Promise.resolve('made'));
    return [late['twice']?.params, late['all']?.variadic, call(late['twice'], 'a'), made];
  });
  expect(results).toEqual([['string'], 'string', 'aa', 'made']);
  expect(drawn).toHaveLength(3);
  expect(drawn[2]).toBe(drawn[0]);
  await new RenderContext().render(() => call(late['all'], 'a', 'b'));
  expect(load).toHaveBeenCalledTimes(1);
});

test.each([
  certificateFunctions,
  dateFunctions,
  durationFunctions,
  secretFunctions,
  tomlFunctions,
  urlFunctions,
])('functions that are loaded late are all named', async (functions) => {
  for (const [name, own] of Object.entries(functions)) {
    const found = sprigFunctions[name];
    const params = await new RenderContext().render(() => found?.params);
    expect([name, params]).toEqual([name, own.params]);
  }
});
