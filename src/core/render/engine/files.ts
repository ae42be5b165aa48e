import type { ChartFile } from '../../chart/files.ts';
import { newTable, type Table } from '../../go/table.ts';
import { spend } from '../../go/template/budget.ts';
import { fixed } from '../../go/template/function.ts';
import { fromBytes } from '../../go/utf8.ts';
import { GoList, GoMap, sortedKeys, type GoFunction, type NamedType } from '../../go/value.ts';
import { withoutMark } from '../byte-order-mark.ts';
import { compileFileGlob } from './file-glob.ts';

const ANY_FILE = /^/;

/** What `.Files` writes YAML and base64 with. */
export interface Writers {
  toYaml: (value: unknown) => string;
  toBase64: (bytes: Uint8Array) => string;
}

/** `.Files`: the files of a chart that are neither templates nor known otherwise (helm `pkg/engine/files.go`). */
export function filesObject(files: readonly ChartFile[], writers: Writers): GoMap {
  const entries = newTable();
  for (const { path, bytes } of files) entries[path] = withoutMark(bytes);
  return new GoMap(typeWith(writers), entries);
}

function typeWith({ toYaml, toBase64 }: Writers): NamedType<GoMap> {
  const type: NamedType<GoMap> = {
    name: 'engine.files',
    underlying: 'map[string][]uint8',
    methods: {
      Get: ({ entries }) => fixed(['string'], (path) => fromBytes(bytesAt(entries, path))),
      GetBytes: ({ entries }) => fixed(['string'], (path) => bytesAt(entries, path)),
      Glob: ({ entries }) =>
        fixed(['string'], (pattern) => new GoMap(type, matching(entries, pattern))),
      Lines: ({ entries }) => fixed(['string'], (path) => linesOf(bytesAt(entries, path))),
      AsConfig: asYaml((bytes) => fromBytes(bytes)),
      AsSecrets: asYaml(toBase64),
    },
  };
  return type;

  function asYaml(write: (bytes: Uint8Array) => string): (files: GoMap) => GoFunction {
    return ({ entries }) =>
      fixed([], () => {
        const data = newTable();
        // By their last names, of which of several the last counts; Go's order is random.
        for (const path of sortedKeys(entries))
          data[path.slice(path.lastIndexOf('/') + 1)] = write(entries[path] as Uint8Array);
        return toYaml(new GoMap('map[string]string', data));
      });
  }
}

function bytesAt(entries: Table, path: string): Uint8Array {
  return (entries[path] as Uint8Array | undefined) ?? new Uint8Array();
}

function matching(entries: Table, pattern: string): Table {
  const glob = compileFileGlob(pattern) ?? ANY_FILE;
  const found = newTable();
  for (const [path, bytes] of Object.entries(entries)) if (glob.test(path)) found[path] = bytes;
  return found;
}

function linesOf(bytes: Uint8Array): GoList {
  if (bytes.length === 0) return new GoList('[]string', []);
  spend(bytes.length);
  const text = fromBytes(bytes);
  return new GoList('[]string', (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n'));
}
