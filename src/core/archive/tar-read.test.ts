import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, linkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joined, TAR_END, tarEntry } from '../../../tests/support/tar.ts';
import { isChartroomError } from '../errors.ts';
import { paxRecord } from './pax.ts';
import { checksum, padding } from './tar-layout.ts';
import { readTar } from './tar-read.ts';
import { writeTar } from './tar-write.ts';

const utf8 = new TextEncoder();
const list = (...parts: Uint8Array[]) => readTar(joined(...parts, TAR_END)).entries;
const names = (...parts: Uint8Array[]) => list(...parts).map(({ path }) => path);

function failure(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (isChartroomError(error)) return { code: error.code, data: error.data };
    throw error;
  }
  return 'no error';
}

describe('what was written', () => {
  const part = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
    .map((text) => text.replaceAll(/[/\0]/g, '-'))
    // A lone surrogate can't be encoded in UTF-8.
    .filter((text) => Buffer.from(text).toString() === text);
  const path = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('/'));
  const bytes = fc
    .oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ minLength: 505, maxLength: 520 }))
    .map((body) => Uint8Array.from(body));

  it('is read: every name, size and byte', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ path, bytes }), { maxLength: 6 }), (files) => {
        const tar = writeTar(files);
        const read = readTar(tar).entries.map(({ path, size, offset }) => ({
          path,
          bytes: tar.slice(offset, offset + size),
        }));
        expect(read).toEqual(files);
      }),
    );
  });
});

describe('damage', () => {
  const files = ['c/Chart.yaml', `c/${'long'.repeat(40)}`, 'c/é', 'c/templates/x.yaml'].map(
    (path, at) => ({ path, bytes: utf8.encode('x'.repeat(at * 100)) }),
  );
  const tar = writeTar(files);
  const whole = readTar(tar).entries;

  it('is found at every truncation, but for those right behind an entry, which are told', () => {
    const ends = whole.flatMap(({ offset, size }) =>
      Array.from({ length: padding(size) + 1 }, (_, pad) => offset + size + pad),
    );
    const taken: number[] = [];
    for (let length = 1; length < tar.length; length++) {
      const read = failure(() => {
        const { entries, looseEnd } = readTar(tar.subarray(0, length));
        expect(looseEnd).toBe('no-end');
        expect(entries).toEqual(whole.filter(({ offset, size }) => offset + size <= length));
        taken.push(length);
      });
      if (read !== 'no error') expect(read).toMatchObject({ code: 'archive.damaged' });
    }
    expect(taken).toEqual([...ends, tar.length - 512]);
  });

  it('is found for every flipped bit of a header or of the end, unless the bit is irrelevant', () => {
    const bodies = whole.map(({ offset, size }) => [offset, offset + size + padding(size)]);
    let found = 0;
    for (let at = 0; at < tar.length; at++) {
      if (bodies.some(([from = 0, to = 0]) => at >= from && at < to)) continue;
      for (const change of [0x01, 0x20, 0x80, 0xff]) {
        const flipped = tar.with(at, (tar[at] ?? 0) ^ change);
        let read: unknown;
        try {
          read = readTar(flipped).entries;
        } catch (error) {
          expect(['archive.damaged', 'archive.path-illegal']).toContain(
            isChartroomError(error) && error.code,
          );
          found++;
          continue;
        }
        // A PAX record's text has no checksum, and a space may stand for a NUL.
        const listed = read as typeof whole;
        expect(listed.map(({ size, offset }) => [size, offset])).toEqual(
          whole.map(({ size, offset }) => [size, offset]),
        );
      }
    }
    expect(found).toBeGreaterThan(8 * 512 * 4);
  });

  it.each([
    ['part of a header', [tarEntry('0', 'c/a'), new Uint8Array(511)], 'cut-short', 1023],
    ['an end and a half', [TAR_END.subarray(0, 513)], 'cut-short', 513],
    ['a header wiped out', [new Uint8Array(512), tarEntry('0', 'c'), TAR_END], 'trailing-data', 0],
    ['no name', [tarEntry('0', ''), TAR_END], 'no-name', 0],
    ['a link with content', [tarEntry('1', 'c/a', utf8.encode('x')), TAR_END], 'link-content', 0],
    [
      'a record of nothing',
      [tarEntry('x', 'x', paxRecord('path', 'c')), TAR_END],
      'last-entry-missing',
      1024,
    ],
    [
      'a malformed record',
      [tarEntry('x', 'x', utf8.encode('8 path=c\n')), TAR_END],
      'record-malformed',
      512,
    ],
    [
      'a record without length',
      [tarEntry('x', 'x', utf8.encode('path=c\n')), TAR_END],
      'record-malformed',
      512,
    ],
    [
      'a length of zero',
      [tarEntry('x', 'x', utf8.encode('0 path=c\n')), TAR_END],
      'record-malformed',
      512,
    ],
    [
      'NUL in a path',
      [tarEntry('x', 'x', paxRecord('path', 'c\0/a')), TAR_END],
      'nul-in-path',
      512,
    ],
    [
      'a size in words',
      [tarEntry('x', 'x', paxRecord('size', 'ten')), TAR_END],
      'size-unreadable',
      512,
    ],
    [
      'sparse by PAX',
      [tarEntry('x', 'x', paxRecord('GNU.sparse.size', '1')), TAR_END],
      'sparse',
      512,
    ],
    [
      'a global path',
      [tarEntry('g', 'g', paxRecord('path', 'c/a')), TAR_END],
      'global-header',
      512,
    ],
    ['a negative size', [sized('0', 0xff), TAR_END], 'size-unreadable', 0],
    ['a size beyond counting', [sized('0', 0x80), TAR_END], 'size-unreadable', 0],
  ])('is named: %s', (_, parts, reason, offset) => {
    expect(failure(() => readTar(joined(...parts)))).toMatchObject({
      code: 'archive.damaged',
      data: { reason, offset },
    });
  });

  it.each([100, 108, 116, 136, 329, 337])('is named: no number at byte %i', (at) => {
    const worded = (header: Uint8Array) => header.set(utf8.encode('none\0'), at);
    const fault = { data: { reason: 'number-unreadable', offset: 0 } };
    expect(failure(() => list(tarEntry('0', 'c/a', undefined, worded)))).toMatchObject(fault);
    // V7 has no devices.
    const v7 = (header: Uint8Array) => (worded(header), header.fill(0, 257, 265));
    const read = failure(() => list(tarEntry('0', 'c/a', undefined, v7)));
    if (at < 257) expect(read).toMatchObject(fault);
    else expect(read).toBe('no error');
  });

  const one = tarEntry('0', 'c/a', utf8.encode('x'));
  it.each([
    ['an empty file', [], 0, 0, 'no-end'],
    ['no end', [one], 1, 1024, 'no-end'],
    ['no end, nor the padding before it', [one.subarray(0, 513)], 1, 513, 'no-end'],
    ['half an end', [one, TAR_END.subarray(512)], 1, 1536, 'no-end'],
    ['another archive behind the end', [one, TAR_END, one, TAR_END], 1, 2048, 'trailing-data'],
    ['a byte behind the end', [one, TAR_END, Uint8Array.of(1)], 1, 2048, 'trailing-data'],
    ['the padding of a record behind the end', [one, TAR_END, TAR_END], 1, 2048, undefined],
  ] as const)('is told at the end: %s', (_, parts, count, length, looseEnd) => {
    const listing = readTar(joined(...parts));
    expect(listing.entries).toHaveLength(count);
    expect(listing).toMatchObject({ length });
    expect(listing.looseEnd).toBe(looseEnd);
  });

  it.each(['Q', 'S'])('is named: an entry of type %s, which is unknown, or sparse', (type) => {
    expect(failure(() => readTar(joined(tarEntry(type, 'c/a'), TAR_END)))).toEqual({
      code: 'archive.damaged',
      data: { reason: 'entry-type', type, offset: 0 },
    });
  });

  it('is named: an entry described twice', () => {
    const record = tarEntry('x', 'x', paxRecord('path', 'c/a'));
    expect(failure(() => list(record, record, tarEntry('0', 'c/b')))).toMatchObject({
      data: { reason: 'described-twice' },
    });
  });

  it('is named: a name that isn’t UTF-8', () => {
    const latin1 = (header: Uint8Array) => header.set([0x63, 0x2f, 0xe9], 0);
    expect(failure(() => list(tarEntry('0', 'c/x', undefined, latin1)))).toEqual({
      code: 'archive.path-illegal',
      data: { path: 'c/\ufffd', reason: 'not-utf-8' },
    });
  });

  function sized(type: string, first: number): Uint8Array {
    return tarEntry(type, 'c/a', undefined, (header) =>
      header.fill(0xff, 124, 136).fill(first, 124, 125),
    );
  }
});

describe('dialects', () => {
  const body = utf8.encode('body');

  it('V7: no magic, no type, spaces around the numbers', () => {
    const v7 = (header: Uint8Array) => {
      header.fill(0, 156);
      header.set(utf8.encode('         4 \0'), 124);
    };
    expect(list(tarEntry('0', 'c/a', body, v7))).toEqual([
      { path: 'c/a', type: 'file', size: 4, offset: 512 },
    ]);
    expect(list(tarEntry('\0', 'c/d/', undefined, v7Empty))).toMatchObject([{ type: 'directory' }]);
    const roomy = (header: Uint8Array) => header.set(utf8.encode('00000000100\0'), 124);
    expect(list(tarEntry('\0', 'c/d/', undefined, roomy), tarEntry('0', 'c/d/a'))).toEqual([
      { path: 'c/d/', type: 'directory', size: 0, offset: 512 },
      { path: 'c/d/a', type: 'file', size: 0, offset: 1024 },
    ]);
  });
  const v7Empty = (header: Uint8Array) => header.fill(0, 156);

  it('star: a shorter prefix, and its own magic', () => {
    const star = (header: Uint8Array) => {
      header.set(utf8.encode('folder'), 345);
      header.set(utf8.encode('00000000000 00000000000 '), 476);
      header.set(utf8.encode('tar\0'), 508);
    };
    expect(names(tarEntry('0', 'a', body, star))).toEqual(['folder/a']);
  });

  it('GNU: times where USTAR has the prefix', () => {
    const gnu = (header: Uint8Array) => {
      header.set(utf8.encode('ustar  \0'), 257);
      header.set(utf8.encode('14717660000\0'), 345);
    };
    expect(names(tarEntry('0', 'c/a', body, gnu))).toEqual(['c/a']);
  });

  it.each<[string, string, string, string]>([
    ['no times', 'templates/aaaaaaaaaaaaaaaa', 'a', 'templates/aaaaaaaaaaaaaaaa/a'],
    ['what may be times, too', '14717660000\x0014717660000\x00', 'a', 'a'],
    ['one of the two no time', '14717660000\x00x', 'a', '14717660000/a'],
    ['negative times', '\xff'.repeat(24), 'a', 'a'],
    ['not ASCII', 'templates/\xc3\xa9', 'a', 'a'],
  ])('GNU by Go up to 1.7, a prefix where the times are: %s', (_, prefix, name, path) => {
    const gnu = (header: Uint8Array) => {
      header.set(utf8.encode('ustar  \0'), 257);
      header.set(Buffer.from(prefix, 'latin1'), 345);
    };
    expect(names(tarEntry('0', name, body, gnu))).toEqual([path]);
  });

  it('numbers as Go reads them: what follows a NUL, and sums of signed bytes', () => {
    const loose = (header: Uint8Array) => header.set(utf8.encode('4\0nonsense'), 124);
    expect(list(tarEntry('0', 'c/a', body, loose))).toMatchObject([{ size: 4 }]);
    const signed = tarEntry('0', 'c/é', body);
    const sum = checksum(signed) - 2 * 256;
    signed.set(utf8.encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect(names(signed)).toEqual(['c/é']);
  });

  it('GNU: long names and long links, and sizes in base 256', () => {
    const long = `c/${'n'.repeat(300)}`;
    const base256 = (header: Uint8Array) => header.fill(0, 124, 136).set([0x80], 124);
    const last4 = (header: Uint8Array) => (base256(header), header.set([4], 135));
    const parts = [
      tarEntry('K', '././@LongLink', utf8.encode(`${'t'.repeat(300)}\0`)),
      tarEntry('L', '././@LongLink', utf8.encode(`${long}\0`)),
      tarEntry('2', long.slice(0, 100)),
      tarEntry('0', 'c/b', body, last4),
    ];
    expect(list(...parts)).toMatchObject([
      { path: long, type: 'symlink', size: 0 },
      { path: 'c/b', type: 'file', size: 4 },
    ]);
  });

  it('PAX: path and size over the header’s, for one entry; an empty value changes nothing', () => {
    const record = joined(
      paxRecord('path', 'c/é'),
      paxRecord('size', '4'),
      paxRecord('mtime', '1.5'),
    );
    const unsized = (header: Uint8Array) => header.set(utf8.encode('00000000000\0'), 124);
    const parts = [
      tarEntry('x', 'x', record),
      tarEntry('0', 'c/e', body, unsized),
      tarEntry('x', 'x', paxRecord('path', '')),
      tarEntry('0', 'c/b', body),
    ];
    expect(list(...parts)).toMatchObject([
      { path: 'c/é', size: 4 },
      { path: 'c/b', size: 4 },
    ]);
  });

  it('PAX: a global header of no effect, and records that hold any bytes', () => {
    const xattr = joined(
      utf8.encode('24 SCHILY.xattr.user.a='),
      Uint8Array.of(0xff),
      utf8.encode('\n'),
    );
    xattr.set(utf8.encode(`${xattr.length} `));
    const parts = [
      tarEntry('g', 'pax_global_header', paxRecord('comment', 'a'.repeat(40))),
      tarEntry('x', 'x', xattr),
      tarEntry('0', 'c/a', body),
    ];
    expect(names(...parts)).toEqual(['c/a']);
  });

  it('a folder’s size is not the size of anything that follows', () => {
    const roomy = (header: Uint8Array) => header.set(utf8.encode('00000010000\0'), 124);
    expect(list(tarEntry('5', 'c/', undefined, roomy), tarEntry('0', 'c/a'))).toMatchObject([
      { path: 'c/', type: 'directory', size: 0 },
      { path: 'c/a' },
    ]);
  });
});

describe('GNU tar', () => {
  const long = `c/${'d'.repeat(80)}/${'n'.repeat(90)}`;
  const bodies: Record<string, string> = {
    'c/Chart.yaml': 'name: c\n',
    'c/empty': '',
    [long]: 'x'.repeat(512),
    'c/templates/é日.yaml': 'x'.repeat(513),
  };
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tar-read-'));
    for (const [path, body] of Object.entries(bodies)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), body);
    }
    symlinkSync('Chart.yaml', join(folder, 'c/symlink'));
    linkSync(join(folder, 'c/Chart.yaml'), join(folder, 'c/zlink'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['v7', 'oldgnu', 'gnu', 'ustar', 'pax'])('--format=%s is read', (format) => {
    const options = ['-C', folder, `--format=${format}`, '--sort=name', '-cf', '-'];
    const without = format === 'v7' ? [`--exclude=${'d'.repeat(80)}`] : [];
    const tar = execFileSync('tar', [...without, ...options, 'c']);
    const read = new Map<string, string>();
    for (const { path, type, size, offset } of readTar(tar).entries) {
      read.set(path, type === 'file' ? tar.toString('utf8', offset, offset + size) : type);
    }
    const expected = new Map([
      ...Object.entries(bodies),
      ['c/', 'directory'],
      ['c/templates/', 'directory'],
      [`${dirname(long)}/`, 'directory'],
      ['c/symlink', 'symlink'],
      ['c/zlink', 'hardlink'],
    ]);
    if (format === 'v7') [long, `${dirname(long)}/`].forEach((path) => expected.delete(path));
    expect(read).toEqual(expected);
  });
});
