import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../oci/digest.ts';
import { type TarFile, writeTar } from './tar-write.ts';

const file = (path: string, text = ''): TarFile => ({
  path,
  bytes: new TextEncoder().encode(text),
});

describe('the tar that helm package writes', () => {
  // Helm's TestRepeatableSave (pkg/chart/v2/util/save_test.go).
  const mtime = Date.parse('2021-09-01T20:34:59Z') / 1000;
  const ahab = [
    file('ahab/Chart.yaml', 'apiVersion: v2\nname: ahab\nversion: 1.2.3\n'),
    file(
      'ahab/Chart.lock',
      'dependencies: null\ndigest: testdigest\ngenerated: "2021-09-01T20:34:58.651387237Z"\n',
    ),
    file('ahab/values.schema.json', '{\n  "title": "Values"\n}'),
    file('ahab/scheherazade/shahryar.txt', '1,001 Nights'),
  ];

  it('comes out byte for byte', async () => {
    const tar = writeTar(ahab, mtime);
    expect(tar.length).toBe(5120);
    expect(await digestOf(tar)).toBe(
      'sha256:a631bdf101686efb04c7c5bffd0b9353e926420845857f078fcd399bc123bbe2',
    );
  });

  it('comes out byte for byte with one more file', async () => {
    const dunyazad = file('ahab/scheherazade/dunyazad.txt', '1,001 Nights again');
    const tar = writeTar([...ahab, dunyazad], mtime);
    expect(tar.length).toBe(6144);
    expect(await digestOf(tar)).toBe(
      'sha256:b50688310e847e005ca25dfdd32ee2f8ea639cb6a93543567cb2625945789381',
    );
  });
});

describe('paths', () => {
  /** Fields of the `index`-th block: type, name and prefix. */
  const header = (tar: Uint8Array, index: number) => {
    const block = new TextDecoder('latin1').decode(tar.subarray(index * 512, index * 512 + 512));
    const until = (from: number, to: number) => block.slice(from, to).split('\0')[0];
    return { type: block[156], name: until(0, 100), prefix: until(345, 500) };
  };
  const write = (path: string) => writeTar([file(path)]);

  it('of 100 bytes stay whole', () => {
    const path = `c/${'n'.repeat(98)}`;
    expect(header(write(path), 0)).toEqual({ type: '0', name: path, prefix: '' });
  });

  it('above 100 bytes are split at the last slash that leaves both parts short enough', () => {
    const [folder, name] = ['f/'.repeat(60).slice(0, -1), 'n'.repeat(100)];
    expect(header(write(`${folder}/${name}`), 0)).toEqual({ type: '0', name, prefix: folder });
  });

  it('that can’t be split get a PAX record of the whole path', () => {
    const path = `c/${'n'.repeat(200)}`;
    const tar = write(path);
    const name = `c/PaxHeaders.0/${'n'.repeat(200)}`.slice(0, 100);
    expect(header(tar, 0)).toEqual({ type: 'x', name, prefix: '' });
    expect(new TextDecoder().decode(tar.subarray(512, 512 + 212))).toBe(`212 path=${path}\n`);
    expect(header(tar, 2)).toEqual({ type: '0', name: path.slice(0, 100), prefix: '' });
  });

  it('beyond ASCII get a PAX record, and a name of their ASCII part', () => {
    const tar = write('t2/é日.txt');
    expect(header(tar, 0)).toEqual({ type: 'x', name: 't2/PaxHeaders.0/.txt', prefix: '' });
    expect(new TextDecoder().decode(tar.subarray(512, 512 + 21))).toBe('21 path=t2/é日.txt\n');
    expect(header(tar, 2)).toEqual({ type: '0', name: 't2/.txt', prefix: '' });
  });

  it('that are that are that are cut at a slash don’t look like a folder', () => {
    const path = `${'d'.repeat(98)}é/${'n'.repeat(9)}`;
    expect(header(write(path), 2)).toMatchObject({ name: `${'d'.repeat(98)}/n` });
    const atSlash = `${'d'.repeat(99)}é/${'n'.repeat(9)}`;
    expect(header(write(atSlash), 2)).toMatchObject({ name: 'd'.repeat(99) });
  });
});

describe('GNU tar', () => {
  const paths = ['c/plain', 'c/é日.txt', `c/${'n'.repeat(150)}/${'m'.repeat(150)}`, 'c/a b\nc'];

  it('reads what was written: names, sizes, mode and time', () => {
    const listing = execFileSync(
      'tar',
      ['tvf', '-', '--utc', '--full-time', '--numeric-owner', '--quoting-style=literal'],
      { input: writeTar(paths.map((path) => file(path, 'body'))), encoding: 'utf8' },
    );
    const lines = paths.map(
      (path) => `-rw-r--r-- 0/0               4 1970-01-01 00:00:00 ${path}\n`,
    );
    expect(listing).toBe(lines.join(''));
  });

  it('unpacks the same bytes', () => {
    const tar = writeTar(paths.map((path, at) => file(path, 'x'.repeat(at * 512))));
    const bodies = execFileSync('tar', ['xOf', '-'], { input: tar, encoding: 'utf8' });
    expect(bodies).toBe('x'.repeat(6 * 512));
  });
});
