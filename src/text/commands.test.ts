import { describe, expect, it } from 'vitest';
import { parseReference } from '../core/oci/reference.ts';
import { curlCommand, helmCommand, type CommandSubject } from './commands.ts';

const DIGEST = `sha256:${'ab'.repeat(32)}` as const;

function subject(reference: string, changes: Partial<CommandSubject> = {}): CommandSubject {
  return {
    reference: parseReference(reference),
    digest: DIGEST,
    format: 'helm',
    version: '2.7.1',
    plainHttp: false,
    ...changes,
  };
}

describe('curlCommand', () => {
  it('is the line of the 2019 demo', () => {
    expect(curlCommand(subject('localhost:5000/mychart:latest', { plainHttp: true }))).toBe(
      `curl -s -H 'Accept: application/vnd.oci.image.manifest.v1+json' \\\n` +
        `    http://localhost:5000/v2/mychart/manifests/latest | jq`,
    );
  });

  it('asks a registry elsewhere over TLS, and by digest where that is what was given', () => {
    expect(curlCommand(subject(`ghcr.io/a/b@${DIGEST}`))).toContain(
      `https://ghcr.io/v2/a/b/manifests/${DIGEST} `,
    );
  });
});

describe('helmCommand', () => {
  it.each([
    ['ghcr.io/a/mychart:2.7.1', 'helm pull oci://ghcr.io/a/mychart --version 2.7.1'],
    ['ghcr.io/a/mychart:v2.7', 'helm pull oci://ghcr.io/a/mychart --version v2.7'],
    // Helm calls "latest" an improper constraint.
    ['ghcr.io/a/mychart:latest', `helm pull oci://ghcr.io/a/mychart@${DIGEST}`],
  ])('%s', (reference, command) => {
    expect(helmCommand(subject(reference))).toBe(command);
  });

  it('gives the version as the chart has it, not as the tag must spell it', () => {
    const chart = subject('r.example/c:1.0.0_b1', { version: '1.0.0+b1', plainHttp: true });
    expect(helmCommand(chart)).toBe('helm pull oci://r.example/c --version 1.0.0+b1 --plain-http');
  });

  it('is not there for formats that Helm refuses', () => {
    expect(helmCommand(subject('r.example/c:1.0.0', { format: 'two-layer' }))).toBeUndefined();
  });
});
