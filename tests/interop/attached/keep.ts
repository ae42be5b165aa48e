/** Signs an artifact in a registry with the real programs, and takes what they stored along. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Repository } from '../../../src/core/registry/repository.ts';
import { copy } from '../../../src/core/content/copy.ts';
import type { Descriptor } from '../../../src/core/oci/descriptor.ts';
import { digestOf } from '../../../src/core/oci/digest.ts';
import { parseManifest } from '../../../src/core/oci/manifest.ts';
import { OCI_MANIFEST } from '../../../src/core/oci/media-types.ts';
import { sampleArtifact } from '../../support/artifacts.ts';
import type { KeptRepository } from '../../support/attached.ts';
import { COSIGN_OFFLINE } from '../../support/cosign.ts';
import { runGo } from '../../support/go.ts';

/** The kinds of keys that cosign signs with here, as openssl makes them. */
const KEYS: Record<string, string[]> = {
  'p256.pub': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'p384.pub': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'rsa.pub': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'ed25519.pub': ['-algorithm', 'ED25519'],
};

/**
 * Has `cosign` sign an artifact with each kind of key, in the old form (`bundle` false) or as a
 * bundle, and attest something about it with the first.
 */
export async function signByCosign(
  cosign: string,
  host: string,
  repository: Repository,
  bundle: boolean,
): Promise<KeptRepository> {
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-cosign-'));
  const env = { ...process.env, COSIGN_PASSWORD: '', HOME: folder };
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
  try {
    const { target, manifest } = await sampleArtifact(`cosign ${bundle}`);
    await copy(target, 'sample', repository, '1.0.0');
    const { digest } = manifest.descriptor;
    const reference = `${host}/${repository.name}@${digest}`;
    const usual = [...COSIGN_OFFLINE, `--new-bundle-format=${bundle}`];
    const trust: Record<string, string> = {};
    for (const [name, options] of Object.entries(KEYS)) {
      const base = name.replace('.pub', '');
      run('openssl', 'genpkey', ...options, '-out', `${base}.pem`);
      trust[name] = run('openssl', 'pkey', '-in', `${base}.pem`, '-pubout');
      run(cosign, 'import-key-pair', '--key', `${base}.pem`, '--output-key-prefix', base);
      run(cosign, 'sign', '--key', `${base}.key`, ...usual, reference);
    }
    const sbom = JSON.stringify({ spdxVersion: 'SPDX-2.3', name: 'a' });
    writeFileSync(join(folder, 'sbom.json'), sbom);
    const predicate = ['--predicate', 'sbom.json', '--type', 'spdxjson'];
    run(cosign, 'attest', '--key', 'p256.key', ...predicate, ...usual, reference);
    return await take(repository, digest, trust);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Has the library of the program notation sign an artifact, in each of its two forms. */
export async function signByNotation(repository: Repository): Promise<KeptRepository> {
  const { target, manifest, config } = await sampleArtifact('notation');
  await copy(target, 'sample', repository, '1.0.0');
  const { descriptor } = manifest;
  const output = runGo('attached/notation', JSON.stringify(descriptor));
  const signed = JSON.parse(output) as Record<'mediaType' | 'envelope' | 'root' | 'leaf', string>[];
  const trust: Record<string, string> = {};
  for (const { mediaType, envelope, root, leaf } of signed) {
    const form = mediaType.includes('jose') ? 'jws' : 'cose';
    trust[`${form}-root.crt`] = root;
    trust[`${form}-leaf.crt`] = leaf;
    const blob = new Blob([Buffer.from(envelope, 'base64')]);
    const layer = { mediaType, digest: await digestOf(blob), size: blob.size };
    await repository.push(layer, blob);
    const document = {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      artifactType: 'application/vnd.cncf.notary.signature',
      config,
      layers: [layer],
      subject: descriptor,
    };
    const text = new Blob([JSON.stringify(document)]);
    await repository.push(
      { mediaType: OCI_MANIFEST, digest: await digestOf(text), size: text.size },
      text,
    );
  }
  return take(repository, descriptor.digest, trust);
}

/** What the repository holds of an artifact and of what is attached to it. */
async function take(
  repository: Repository,
  subject: Descriptor['digest'],
  trust: Record<string, string>,
): Promise<KeptRepository> {
  const kept: KeptRepository = { subject, manifests: [], blobs: {}, trust };
  const hold = async (name: string, tags: string[]) => {
    const { blob, descriptor } = await repository.fetchManifest(name);
    const text = await blob.text();
    kept.manifests.push({ text, tags });
    const manifest = parseManifest(text, descriptor.mediaType);
    for (const layer of 'layers' in manifest ? manifest.layers : []) {
      const content = await (await repository.fetch(layer)).arrayBuffer();
      kept.blobs[layer.digest] = Buffer.from(content).toString('base64');
    }
  };
  await hold(subject, ['1.0.0']);
  for (const { digest } of (await repository.referrers(subject)).entries) await hold(digest, []);
  const { names } = await repository.tags();
  for (const name of names.filter((tag) => /\.(?:sig|att|sbom)$/.test(tag))) {
    await hold(name, [name]);
  }
  return kept;
}
