import { describe, expect, it } from 'vitest';
import { ambiguousKey, foldKey, goStruct } from './struct-keys.ts';

const PART = goStruct({ digest: undefined, size: undefined, annotations: undefined });
const STRUCT = goStruct({ mediaType: undefined, config: PART, layers: PART });

/**
 * Documents that Go 1.26 reads differently from JSON.parse; see
 * tests/interop/manifest-keys.test.ts.
 */
const AMBIGUOUS: [json: string, key: string, field: string][] = [
  ['{"layers":[],"Layers":[]}', 'Layers', 'layers'],
  ['{"Layers":[]}', 'Layers', 'layers'],
  ['{"layers":[],"\\u004cayers":[]}', 'Layers', 'layers'],
  ['{"layers":[],"layer\u017f":[]}', 'layer\u017f', 'layers'],
  ['{"LAYER\\u017f":[]}', 'LAYER\u017f', 'layers'],
  ['{"mediaType":"a","mediatype":"b"}', 'mediatype', 'mediaType'],
  ['{"config":{"size":1},"config":{}}', 'config', 'config'],
  ['{"layers":[],"\\u006cayers":[]}', 'layers', 'layers'],
  ['{"config":{"digest":"a","Digest":"b"}}', 'Digest', 'digest'],
  ['{"layers":[{"digest":"a"},{"size":1,"DIGEST":"b"}]}', 'DIGEST', 'digest'],
  ['{"layers":[{"x":{"y":[{}]},"digest" : "a" , "digest"\n:"b"}]}', 'digest', 'digest'],
  ['{"x":{"Layers":1},"y":[[{"config":1}]],"Config":{}}', 'Config', 'config'],
];

const PLAIN = [
  '{"mediaType":"a","config":{"digest":"a","size":1},"layers":[{"digest":"a"},{"digest":"b"}]}',
  '{"config":null,"layers":"Layers","mediaType":"config"}',
  // Maps keep every spelling, and fields that aren't read can't be ambiguous.
  '{"config":{"annotations":{"a":"1","A":"2","digest":"3","Digest":"4"}}}',
  '{"x":{"Layers":1,"Layers":2},"y":1,"Y":2}',
  '{"digest":1,"Size":2}',
  // Text that looks like keys.
  '{"mediaType":"\\",\\"Layers\\":[","config":{"digest":"{\\"Layers\\":"}}',
  '{"mediaType":"\\\\","layers":[]}',
  // A list where a struct belongs is an error in Go.
  '[{"Layers":1}]',
  '{"layers":[[{"Digest":1}]]}',
  '{"layers\\u0000":[],"lay\u00e9rs":1}',
];

describe('ambiguousKey', () => {
  it.each(AMBIGUOUS)('%s', (json, key, field) => {
    expect(() => JSON.parse(json) as unknown).not.toThrow();
    expect(ambiguousKey(json, STRUCT)).toEqual({ key, field });
  });

  it.each(PLAIN)('%s is read in one way', (json) => {
    expect(() => JSON.parse(json) as unknown).not.toThrow();
    expect(ambiguousKey(json, STRUCT)).toBeUndefined();
  });

  it.each(['', '"', '{"', '{"config', '{"config":{"', ']}', '{"\\u":1}'])(
    'comes to an end in what is no JSON: %s',
    (text) => {
      expect(ambiguousKey(text, STRUCT)).toBeUndefined();
    },
  );

  it('goes as deep as the text does', () => {
    const deep = `{"layers":${'['.repeat(200_000)}${']'.repeat(200_000)},"Config":{}}`;
    expect(ambiguousKey(deep, STRUCT)).toEqual({ key: 'Config', field: 'config' });
  });
});

it('folds what Unicode folds to ASCII letters, and nothing else', () => {
  const folded: string[] = [];
  for (let code = 0x80; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (/^[a-z]$/iu.test(character)) folded.push(foldKey(character));
    else if (foldKey(character) !== character) folded.push(character);
  }
  expect(folded).toEqual(['s', 'k']);
  expect(foldKey('import-VALUES_0')).toBe('import-values_0');
});
