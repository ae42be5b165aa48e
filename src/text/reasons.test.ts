import { describe, expect, it } from 'vitest';
import type {
  ArchiveFault,
  ManifestFault,
  MetadataFault,
  ProtocolFault,
  YamlFault,
} from '../core/errors.ts';
import { archiveFault } from './archive.ts';
import { manifestFault } from './manifest.ts';
import type { SignatureCheck } from '../core/provenance/verdict.ts';
import { signatureLines, verdictWords } from './provenance.ts';
import { protocolWords } from './protocol.ts';
import { metadataFault, yamlFault } from './yaml.ts';

describe('how an archive is damaged', () => {
  it.each<[string, ArchiveFault]>([
    ['the archive is cut short', { reason: 'cut-short' }],
    ['an entry is of an unknown type ("Q")', { reason: 'entry-type', type: 'Q' }],
    [
      'the compressed data is broken (invalid block type)',
      { reason: 'gzip-broken', words: 'invalid block type' },
    ],
  ])('%s', (words, fault) => {
    expect(archiveFault(fault)).toBe(words);
  });
});

describe('why a manifest can’t be used', () => {
  it.each<[string, ManifestFault]>([
    ['not JSON', { reason: 'not-json' }],
    ['not a JSON object', { reason: 'not-object' }],
    ['schemaVersion is not 2', { reason: 'schema-version' }],
    ['layers is not a list', { reason: 'not-list', key: 'layers' }],
    [
      'other tools read “Layers” as layers',
      { reason: 'ambiguous-key', key: 'Layers', field: 'layers' },
    ],
    ['layers stands there twice', { reason: 'ambiguous-key', key: 'layers', field: 'layers' }],
    ['config: not an object', { reason: 'no-descriptor', where: 'config' }],
    ['layers[1]: no mediaType', { reason: 'no-media-type', where: 'layers[1]' }],
    ['config: no usable digest', { reason: 'no-digest', where: 'config' }],
    ['config: no usable size', { reason: 'no-size', where: 'config' }],
    [
      'manifest: annotations are not a map of strings',
      { reason: 'annotations', where: 'manifest' },
    ],
    ['is a manifest and an index at once', { reason: 'manifest-and-index' }],
    ['says it is a/b, was sent as c/d', { reason: 'other-type', inside: 'a/b', outside: 'c/d' }],
    ['over 4194304 bytes', { reason: 'too-large', limit: 4_194_304 }],
    ['it lies too deep within others, or what refers to it does', { reason: 'too-deep' }],
    ['more than 1000 manifests refer to it', { reason: 'too-many-referrers', limit: 1000 }],
    ['the metadata layer is not a JSON object', { reason: 'metadata-layer' }],
  ])('%s', (words, fault) => {
    expect(manifestFault(fault)).toBe(words);
  });
});

describe('how an answer breaks the protocol', () => {
  const facts = { method: 'POST', url: 'https://r.example/v2/', registry: 'r.example' };
  it.each<[string, ProtocolFault]>([
    ['can’t read where to send it', { reason: 'no-location', hidden: true }],
    ['doesn’t say where to send it', { reason: 'no-location', hidden: false }],
    [
      'uploads sent to http://store:5000;',
      { reason: 'location-elsewhere', location: 'http://store:5000' },
    ],
    ['what isn’t a web address', { reason: 'location-elsewhere' }],
    ['not as a registry: with a web page', { reason: 'no-registry' }],
    ['with a web page in place of what was asked for', { reason: 'web-page' }],
    ['no token', { reason: 'no-token' }],
    ['the answer is longer than any should be', { reason: 'too-long' }],
    ['no list of tags', { reason: 'no-list', list: 'tags' }],
    ['the list of tags does not end', { reason: 'endless-list', list: 'tags' }],
    [
      'redirected to https://elsewhere.example',
      { reason: 'redirected', origin: 'https://elsewhere.example' },
    ],
    ['redirected to another address', { reason: 'redirected' }],
  ])('%s', (words, fault) => {
    expect(protocolWords({ ...facts, ...fault }).what).toContain(words);
  });

  it('names what must be exposed, or passed on', () => {
    const next = (fault: ProtocolFault) => protocolWords({ ...facts, ...fault }).next;
    expect(next({ reason: 'no-location', hidden: true })).toMatch(
      /Access-Control-Expose-Headers has to name Location/,
    );
    const foreign = next({ reason: 'location-elsewhere', location: 'http://store:5000' });
    expect(foreign).toMatch(/Host with its port, and X-Forwarded-Proto/);
  });
});

describe('why a YAML file can’t be read', () => {
  it.each<[string, YamlFault]>([
    ['the closing " is missing', { reason: 'quote-missing', quote: '"' }],
    ["did not find expected ',' or ']'", { reason: 'no-comma', bracket: ']' }],
    ['@ cannot start any token', { reason: 'no-token', character: '@' }],
    ['not valid UTF-8', { reason: 'encoding', encoding: 'utf-8' }],
    ['document contains excessive aliasing', { reason: 'excessive-aliasing' }],
    ["anchor 'a' value contains itself", { reason: 'anchor-within-itself', anchor: 'a' }],
    ["unknown anchor 'a' referenced", { reason: 'anchor-unknown', anchor: 'a' }],
    ['anchor 1.0 must be letters and digits', { reason: 'anchor-name', anchor: '1.0' }],
    ['unknown escape \\/', { reason: 'escape', escape: '\\/' }],
    ['cannot decode `x` as !!int', { reason: 'tag', tag: '!!int', text: 'x' }],
    ["could not find expected ':'", { reason: 'no-colon' }],
    ['it must be a map of keys and values', { reason: 'no-map' }],
  ])('%s', (words, fault) => {
    expect(yamlFault(fault)).toBe(words);
  });
});

describe('what is wrong with a field', () => {
  it.each<[string, MetadataFault]>([
    ['is required', { reason: 'required' }],
    ['must not be . or ..', { reason: 'dots' }],
    ['must not contain a slash', { reason: 'slash' }],
    ['must not be empty', { reason: 'empty' }],
    ['must be text', { reason: 'no-text' }],
    ['must be a list', { reason: 'no-list' }],
    ['must be a map', { reason: 'no-map' }],
    ['must be a finite number', { reason: 'no-finite-number' }],
    ['more than one has the name or alias a', { reason: 'repeated', name: 'a' }],
  ])('%s', (words, fault) => {
    expect(metadataFault(fault)).toBe(words);
  });
});

describe('what was found about a signature', () => {
  const signer = { userIds: ['Ann'], fingerprint: 'AB' };
  const good = { state: 'good', keyId: 'AB', signer, made: new Date(0), weak: false } as const;
  it.each<[string, SignatureCheck]>([
    [
      'Can’t be checked here: not the signature of a text',
      { state: 'unsupported', keyId: 'AB', signer, reason: 'not-of-text' },
    ],
    [
      'Can’t be checked here: Unknown curve',
      { state: 'unsupported', keyId: 'AB', signer, reason: 'openpgp', words: 'Unknown curve' },
    ],
    [
      'Fits the text; made on 1970-01-01 with SHA512',
      { ...good, hash: 'SHA512', key: { state: 'valid' } },
    ],
    [
      'Fits the text; made on 1970-01-01 with hash function 99',
      { ...good, hash: 99, key: { state: 'unfit', words: 'too short' } },
    ],
  ])('%s', (text, check) => {
    expect(signatureLines([check])?.[0]?.text).toBe(text);
  });

  it('a weak key is called that', () => {
    const check = { ...good, hash: 'SHA512', key: { state: 'weak', words: 'too short' } } as const;
    const text = 'In force, but weak: too short';
    expect(signatureLines([check])[1]).toEqual({ mark: 'warning', subject: 'Key', text });
    expect(verdictWords('key-weak').mark).toBe('warning');
  });
});
