/** Signatures that another client attaches and finds: between each two kinds of registry. */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { copyWithReferrers } from '../../src/core/content/copy-referrers.ts';
import { copy } from '../../src/core/content/copy.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { nodeTransport } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { registryKinds } from '../support/registries.ts';
import { sampleReferrer } from '../support/referrers.ts';

const regctl = findPeer('regctl');
const SIGNATURE = 'application/vnd.example.signature';
const SBOM = 'application/spdx+json';

for (const from of registryKinds) {
  for (const to of registryKinds) {
    const available = regctl && from.available && to.available;
    describe.skipIf(!available)(`${from.name} to ${to.name}`, () => {
      test('regctl finds what was copied, and what it attached is copied', async () => {
        const servers = [await from.start(), await to.start()] as const;
        try {
          const [source, destination] = servers.map(({ host }) =>
            new Registry({ host, transport: nodeTransport }).repository('signed/chart'),
          );
          if (!source || !destination) throw new Error('no registry');
          const [there, here] = servers.map(({ host }) => `${host}/signed/chart:1.0.0`);
          const { target, manifest, config } = await sampleArtifact('attached');
          const { digest } = manifest.descriptor;
          await copy(target, 'sample', source, '1.0.0');
          const signature = await sampleReferrer(manifest.descriptor, config, SIGNATURE);
          await source.push(signature.descriptor, signature.blob);
          attach(there ?? '', SBOM, 'what the chart is made of');

          const { referrers, missing } = await copyWithReferrers(
            source,
            '1.0.0',
            destination,
            '1.0.0',
          );
          expect(referrers.map(({ artifactType }) => artifactType)).toEqual([SIGNATURE, SBOM]);
          expect(missing).toEqual([]);
          expect((await destination.resolve('1.0.0')).digest).toBe(digest);
          expect(listed(here ?? '')).toEqual(listed(there ?? ''));
          expect(listed(here ?? '')).toEqual(referrers.map((referrer) => referrer.digest));
          expect((await destination.referrers(digest)).entries).toEqual(
            (await source.referrers(digest)).entries,
          );

          // What it adds now stays beside what was copied, and the other way round.
          attach(here ?? '', 'application/x-later', 'later');
          const last = await sampleReferrer(manifest.descriptor, config, 'application/x-last');
          await destination.push(last.descriptor, last.blob);
          const types = (await destination.referrers(digest)).entries.map(
            (entry) => entry.artifactType,
          );
          expect(types).toEqual([SIGNATURE, SBOM, 'application/x-later', 'application/x-last']);
          expect(listed(here ?? '')).toHaveLength(4);
        } finally {
          for (const server of servers) await server.stop();
        }
      });
    });
  }
}

function attach(reference: string, type: string, content: string): void {
  run(reference, content, 'artifact', 'put', '--artifact-type', type, '--subject', reference);
}

/** The digests of what regctl says refers to a chart. */
function listed(reference: string): string[] {
  const format = '{{range .Descriptors}}{{.Digest}}\n{{end}}';
  return run(reference, '', 'artifact', 'list', '--format', format, reference).trim().split('\n');
}

function run(reference: string, input: string, ...args: string[]): string {
  const host = `reg=${reference.split('/')[0]},tls=disabled`;
  return execFileSync(regctl ?? '', ['--host', host, ...args], { input, encoding: 'utf8' });
}
