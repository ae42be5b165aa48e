/**
 * Transfers between a memory and the real registry through a proxy that breaks things. After
 * each one either the copy is complete and verified, or the error is one that the faults
 * account for; the registry holds no manifest with a missing blob and no upload session that
 * could have been closed. `FAULTS=2000` for the long run, `SEED=…` to begin elsewhere.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPeer } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { startFaultProxy, type FaultProxy } from './proxy.ts';
import { transfer, type Outcome } from './transfers.ts';

const COUNT = Number(process.env['FAULTS'] ?? 60);
const SEED = Number(process.env['SEED'] ?? 1);

const registries = [
  ['Distribution 2.8', 'docker-registry'],
  ['Distribution 3.1', findPeer('registry3')],
] as const;

for (const [name, binary] of registries) {
  const missing = !binary || !isRegistryAvailable(binary);
  describe.skipIf(missing)(`${COUNT} transfers under faults, ${name}`, () => {
    let server: RunningRegistry;
    let proxy: FaultProxy;
    beforeAll(async () => {
      server = await startRegistry(binary ? { binary } : {});
      proxy = await startFaultProxy(server.url, { closesPart: binary !== 'docker-registry' });
    });
    afterAll(async () => {
      await proxy.stop();
      await server.stop();
    });

    test('complete or the right error, nothing half', { timeout: COUNT * 5000 }, async () => {
      const outcomes: Outcome[] = [];
      for (let i = 0; i < COUNT; i++) outcomes.push(await transfer(SEED + i, server, proxy));
      report(name, outcomes);
      expect(outcomes.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
      // A run in which nothing went wrong, or nothing right, shows nothing.
      expect(outcomes.some(({ result }) => result === 'complete')).toBe(true);
      expect(outcomes.some(({ result }) => result !== 'complete')).toBe(true);
    });
  });
}

function report(name: string, outcomes: Outcome[]): void {
  const faults = tally(outcomes.flatMap((outcome) => outcome.faults));
  const results = tally(outcomes.map(({ kind, result }) => `${kind}: ${result}`));
  const wrong = outcomes.filter((outcome) => outcome.wrong.length > 0).length;
  const total = [...faults.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${name}: ${outcomes.length} transfers, ${total} faults, ${wrong} wrong outcomes`);
  console.log(lines(results));
  console.log(lines(faults));
}

function tally(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function lines(counts: Map<string, number>): string {
  return [...counts].map(([name, count]) => `${String(count).padStart(6)}  ${name}`).join('\n');
}
