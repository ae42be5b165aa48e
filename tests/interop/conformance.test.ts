/**
 * The conformance suite of the distribution-spec, which is public, has the same verdict on each of
 * its cases whether a registry is asked directly or through the proxy of nginx.conf.
 * `REGISTRIES=all` for every version and registry.
 */
import { describe, expect, test } from 'vitest';
import { startCraneRegistry } from '../support/crane-registry.ts';
import { isNginxAvailable, startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry } from '../support/registry.ts';
import type { RunningServer } from '../support/server.ts';
import { startPlainFront } from './conformance/plain-front.ts';
import { runConformance, type Verdicts } from './conformance/run.ts';

const suite = findPeer('conformance');
const crane = findPeer('crane');
const registry3 = findPeer('registry3');
const isLong = process.env['REGISTRIES'] === 'all';

/** A kind of registry, and how one that holds nothing is started; undefined where it is missing. */
type Kind = readonly [name: string, start: (() => Promise<Omit<RunningServer, 'url'>>) | undefined];

const KINDS: Kind[] = [
  ['Distribution 2.8', isRegistryAvailable() ? () => startRegistry() : undefined],
  ['Distribution 3.1', registry3 ? () => startRegistry({ binary: registry3 }) : undefined],
  ["crane's registry", crane ? () => startCraneRegistry(crane) : undefined],
];
const VERSIONS = ['1.1', 'dev'];
const runs = KINDS.flatMap(([name, start]) =>
  VERSIONS.map((version) => ({ name, version, start })),
);

describe.skipIf(!suite || !isNginxAvailable())('the conformance suite', () => {
  test.each(isLong ? runs : runs.slice(0, 1))(
    '$name, version $version of the specification',
    { timeout: 600_000 },
    async ({ name, version, start }) => {
      if (!start) throw new Error(`${name} is not installed`);
      const directly = await verdictsOf(start, (host) =>
        runConformance(suite ?? '', version, host),
      );
      const proxied = await verdictsOf(start, async (host) => {
        const address = `http://${host.replace('localhost', '127.0.0.1')}`;
        const nginx = await startNginx({ registries: { [host]: address } });
        const front = await startPlainFront(nginx.url, host);
        try {
          return await runConformance(suite ?? '', version, front.host);
        } finally {
          await front.stop();
          await nginx.stop();
        }
      });
      console.log(
        `${name}, ${version}: ${counted(directly)}; through the proxy ${counted(proxied)}`,
      );
      expect(directly.length).toBeGreaterThan(500);
      expect(proxied).toEqual(directly);
    },
  );
});

async function verdictsOf(
  start: NonNullable<Kind[1]>,
  run: (host: string) => Promise<Verdicts>,
): Promise<Verdicts> {
  const registry = await start();
  try {
    return await run(registry.host);
  } finally {
    await registry.stop();
  }
}

function counted(verdicts: Verdicts): string {
  const passed = verdicts.filter((verdict) => verdict.startsWith('passed ')).length;
  return `${verdicts.length} cases, ${passed} passed`;
}
