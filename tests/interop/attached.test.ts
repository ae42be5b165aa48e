/**
 * What cosign and notation sign, found and checked. cosign takes minutes to build, so its part runs
 * where it is there already (`COSIGN` names it); what it signed once is checked by the unit tests.
 * `KEEP=1` writes that anew.
 */
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkAttachments } from '../../src/core/attached/check-attachment.ts';
import { listAttached } from '../../src/core/attached/list.ts';
import { readTrust } from '../../src/core/attached/trust.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import type { KeptRepository } from '../support/attached.ts';
import { findCosign } from '../support/cosign.ts';
import { hasGo } from '../support/go.ts';
import { nodeTransport } from '../support/http.ts';
import { registryKinds } from '../support/registries.ts';
import { signByCosign, signByNotation } from './attached/keep.ts';

const cosign = findCosign();
const KEEP = Boolean(process.env['KEEP']);

for (const kind of registryKinds) {
  describe.skipIf(!kind.available)(`in ${kind.name}`, () => {
    type Signing = (
      host: string,
      to: ReturnType<Registry['repository']>,
    ) => Promise<KeptRepository>;
    const inRegistry = async (name: string, sign: Signing) => {
      const server = await kind.start();
      try {
        const { host } = server;
        const repository = new Registry({ host, transport: nodeTransport }).repository('a/chart');
        const kept = await sign(host, repository);
        if (KEEP) {
          const path = new URL(`../fixtures/attached/${name}.json`, import.meta.url);
          writeFileSync(path, `${JSON.stringify(kept, undefined, 2)}\n`);
        }
        const { entries } = await listAttached(repository, kept.subject);
        const rows = entries.map((entry) => ({ ...entry, subject: kept.subject }));
        const trust = await readTrust(
          Object.entries(kept.trust).map(([name, pem]) => ({ name, content: new Blob([pem]) })),
        );
        const checks = await checkAttachments(rows, repository, trust);
        const kinds = entries.map(({ kind }) => kind).sort();
        return { kinds, checks: [...checks.values()].flat() };
      } finally {
        await server.stop();
      }
    };

    test.skipIf(!hasGo)('signatures of notation are found and verified (needs Go)', async () => {
      const { kinds, checks } = await inRegistry('notation', (_, repository) =>
        signByNotation(repository),
      );
      expect(kinds).toEqual(['notation-signature', 'notation-signature']);
      expect(checks.map(({ state }) => state)).toEqual(['verified', 'verified']);
    });

    for (const bundle of [false, true]) {
      const form = bundle ? 'bundles' : 'simple signing';
      test.skipIf(!cosign)(`signatures of cosign, ${form}, are found and verified`, async () => {
        const { kinds, checks } = await inRegistry(
          bundle ? 'cosign-bundle' : 'cosign',
          (host, repository) => signByCosign(cosign ?? '', host, repository, bundle),
        );
        expect(kinds).toEqual(
          bundle
            ? [...Array.from({ length: 4 }, () => 'bundle-signature'), 'spdx']
            : ['attestation', 'cosign-signature'],
        );
        expect(checks.map(({ state }) => state)).toEqual(
          Array.from({ length: 5 }, () => 'verified'),
        );
      });
    }
  });
}
