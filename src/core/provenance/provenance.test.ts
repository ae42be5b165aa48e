import { describe, expect, it } from 'vitest';
import type { ProvenanceFault } from '../errors.ts';
import { archiveName } from '../chart/archive-name.ts';
import { checkProvenance } from './check.ts';
import { checkFileHash, parseProvenance } from './provenance.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const OTHER = `sha256:${'b'.repeat(64)}` as const;
const METADATA = `apiVersion: v2
maintainers:
- - email: a@example.com
  name: A
name: sample
version: 1.0.0`;
const FILES = `files:
  sample-1.0.0.tgz: ${DIGEST}`;
const ARMOR = `-----BEGIN PGP SIGNATURE-----

wsBcBAEBCgAQ
=abcd
-----END PGP SIGNATURE-----`;

const signed = (text: string, header = 'Hash: SHA512\n') =>
  `-----BEGIN PGP SIGNED MESSAGE-----\n${header}\n${text}\n${ARMOR}`;
// Helm's YAML begins list items with a dash, which clear-signing escapes with another.
const SAMPLE = signed(`${METADATA}\n\n...\n${FILES}`);

describe('parseProvenance', () => {
  it('reads what Helm wrote, dashes unescaped', () => {
    const { metadata, files, plaintext, signature } = parseProvenance(SAMPLE);
    expect(metadata).toMatchObject({
      name: 'sample',
      version: '1.0.0',
      maintainers: [{ name: 'A', email: 'a@example.com' }],
    });
    expect([...files]).toEqual([['sample-1.0.0.tgz', DIGEST]]);
    expect(plaintext).toContain('\n- email: a@example.com\n');
    expect(signature).toBe(ARMOR);
  });

  it('reads it with Windows’ line ends, blanks at line ends, and text around it', () => {
    const around = `from a mail:\n${SAMPLE}\n-- \nregards`.replaceAll('\n', ' \t\n');
    const windows = around
      .replace(/^(-----BEGIN.*?)[ \t]+$/gm, '$1')
      .replace(/^(Hash:.*?)[ \t]+$/m, '$1 ')
      .replaceAll('\n', '\r\n');
    const { plaintext, signature } = parseProvenance(windows);
    expect(plaintext).toBe(parseProvenance(SAMPLE).plaintext);
    expect(signature).toBe(ARMOR);
  });

  it('takes a file without a digest, and a digest that YAML takes for a number', () => {
    const { files } = parseProvenance(signed(`a: b\n...\n${FILES}\n  other.tgz:\n  a: 1e3`));
    expect([...files]).toEqual([
      ['sample-1.0.0.tgz', DIGEST],
      ['other.tgz', ''],
      ['a', '1000'],
    ]);
  });

  it.each<[string, ProvenanceFault, string]>([
    ['the text alone', 'unsigned', `${METADATA}\n...\n${FILES}`],
    ['nothing', 'unsigned', ''],
    ['another kind of message', 'unsigned', ARMOR],
    ['no signature', 'cut-short', SAMPLE.slice(0, SAMPLE.indexOf('-----BEGIN PGP SIGNATURE'))],
    ['half a signature', 'cut-short', SAMPLE.slice(0, -10)],
    ['a header of another kind', 'header', signed(`a\n...\n${FILES}`, 'Comment: x\n')],
    ['a hash that no signature has', 'header', signed(`a\n...\n${FILES}`, 'Hash: SHA512, X\n')],
    ['a tab in a header', 'header', signed(`a\n...\n${FILES}`, 'Hash: SHA512\t\n')],
    ['a blank behind its first line', 'unsigned', SAMPLE.replace('\n', ' \n')],
    ['no line of dots', 'one-part', signed(`${METADATA}\n${FILES}`)],
    ['no files', 'files', signed(`${METADATA}\n...\nimages: {}`)],
    ['a list of files', 'files', signed(`${METADATA}\n...\nfiles: [a]`)],
    ['a digest that is none', 'files', signed(`${METADATA}\n...\nfiles: {a: [b]}`)],
    ['no YAML', 'files', signed(`${METADATA}\n...\nfiles: {`)],
  ])('refuses %s: %s', (_, reason, text) => {
    expect(() => parseProvenance(text)).toThrow(
      expect.objectContaining({ code: 'provenance.invalid', data: { reason } }),
    );
  });

  it('keeps the digests where the metadata can’t be read', () => {
    const { metadata, files } = parseProvenance(signed(`name: [\n...\n${FILES}`));
    expect(metadata).toBeUndefined();
    expect(files.size).toBe(1);
  });
});

describe('checkFileHash', () => {
  const provenance = parseProvenance(SAMPLE);
  it.each([
    ['sample-1.0.0.tgz', DIGEST, { state: 'matches' }],
    ['sample-1.0.0.tgz', OTHER, { state: 'differs', stated: DIGEST, actual: OTHER }],
    ['Sample-1.0.0.tgz', DIGEST, { state: 'not-listed', listed: ['sample-1.0.0.tgz'] }],
    ['sample-1.0.0.tar.gz', DIGEST, { state: 'not-listed' }],
  ] as const)('%s, %s', (name, digest, expected) => {
    expect(checkFileHash(provenance, name, digest)).toMatchObject({ name, ...expected });
  });
});

describe('checkProvenance', () => {
  const metadata = parseProvenance(SAMPLE).metadata ?? { name: '', version: '' };
  const check = (content: Blob, changes: object = {}) =>
    checkProvenance(content, {
      metadata: { ...metadata, ...changes } as never,
      digest: DIGEST,
    });

  it('compares archive and metadata with the chart', async () => {
    expect(await check(new Blob([SAMPLE]))).toMatchObject({
      archive: { state: 'matches', name: archiveName(metadata as never) },
      metadata: { state: 'same' },
    });
  });

  it('names the keys that differ', async () => {
    const changes = { description: 'new', maintainers: undefined };
    expect((await check(new Blob([SAMPLE]), changes)).metadata).toEqual({
      state: 'differs',
      fields: ['maintainers', 'description'],
    });
  });

  it('reports unreadable metadata', async () => {
    const broken = new Blob([signed(`name: [\n...\n${FILES}`)]);
    expect((await check(broken)).metadata).toEqual({ state: 'unreadable' });
  });

  it.each<[string, ProvenanceFault, Blob]>([
    ['of more than a megabyte', 'too-large', new Blob([SAMPLE, ' '.repeat(1024 * 1024)])],
    ['that is no UTF-8', 'not-text', new Blob([SAMPLE, Uint8Array.of(0xff)])],
    ['with a byte order mark, as helm does', 'unsigned', new Blob(['\ufeff', SAMPLE])],
  ])('refuses a file %s', async (_, reason, content) => {
    await expect(check(content)).rejects.toMatchObject({
      code: 'provenance.invalid',
      data: { reason },
    });
  });
});

it('blanks within a signed line don’t keep the reader busy', () => {
  const line = `a:${' '.repeat(900_000)}b`;
  const text = SAMPLE.replace(/^name: .*$/m, (name) => `${name}\n${line}`);
  expect(parseProvenance(text).plaintext).toContain(line);
});
