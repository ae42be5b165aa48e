import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzip } from './gunzip.ts';

/** The content of a gzip file that is whole; throws its fault. */
async function contentOf(archive: Blob, limit: number): Promise<Uint8Array> {
  const { content, checked, fault } = await gunzip(archive, limit);
  if (fault) throw fault;
  expect(checked).toBe(content.length);
  return content;
}

const MiB = 1024 * 1024;
const text = new TextEncoder().encode('kind: Deployment\n'.repeat(2_000));
const packed = Uint8Array.from(gzipSync(text));

const unpack = (...parts: Uint8Array<ArrayBuffer>[]) => contentOf(new Blob(parts), MiB);
const zip = (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes));

describe('gunzip', () => {
  it('gives the content', async () => {
    expect(await unpack(packed)).toEqual(text);
  });

  it('reads a header with every field there is', async () => {
    const header = Uint8Array.of(0x1f, 0x8b, 8, 0x1c, 1, 2, 3, 4, 0, 255);
    // An extra field without a valid subfield, as Helm writes it; a name; a comment.
    const fields = new TextEncoder().encode('\x05\0+aHR0c.tgz\0Helm\0');
    expect(await unpack(header, fields, packed.subarray(10))).toEqual(text);
  });

  it('joins many members, even if the last one states a wrong size', async () => {
    const whole = await unpack(packed, zip(new Uint8Array(0)), packed, zip(text.subarray(0, 5)));
    expect(whole.length).toBe(2 * text.length + 5);
    expect(whole.subarray(text.length, 2 * text.length)).toEqual(text);
  });

  it('joins members that meet where one piece of the file ends and the next begins', async () => {
    const store = (length: number) =>
      Uint8Array.from(gzipSync(new Uint8Array(length), { level: 0 }));
    for (const cut of [MiB - 1, MiB]) {
      const length = 2 * cut - store(cut).length;
      const first = store(length);
      expect(first.length).toBe(cut);
      const whole = await contentOf(new Blob([first, packed]), 4 * MiB);
      expect(whole.subarray(length)).toEqual(text);
    }
  });

  it('refuses the limit itself, and reads one byte less', async () => {
    const zeros = new Uint8Array(MiB);
    expect((await unpack(zip(zeros.subarray(1)))).length).toBe(MiB - 1);
    await expect(unpack(zip(zeros))).rejects.toMatchObject({
      code: 'archive.too-large',
      data: { limit: MiB },
    });
    await expect(unpack(zip(zeros.subarray(1)), zip(zeros))).rejects.toMatchObject({
      code: 'archive.too-large',
    });
  });

  it('stops at the limit without reading what follows', async () => {
    const bomb = zip(new Uint8Array(20 * MiB));
    bomb.fill(0xff, -2000);
    await expect(unpack(bomb)).rejects.toMatchObject({ code: 'archive.too-large' });
  });

  it.each([
    ['an empty file', new Uint8Array(0)],
    ['two bytes', packed.subarray(0, 2)],
    ['text', text],
    ['zlib data', Uint8Array.of(0x78, 0x9c, 3, 0, 0, 0, 0, 1)],
    ['an unknown method', Uint8Array.of(0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 3)],
  ])('says that %s is no gzip file', async (_, bytes) => {
    await expect(unpack(bytes)).rejects.toMatchObject({ code: 'archive.not-gzip' });
  });

  it('refuses every truncation', async () => {
    for (let end = 3; end < packed.length; end++) {
      await expect(unpack(packed.subarray(0, end)), `${end} bytes`).rejects.toMatchObject({
        code: 'archive.damaged',
        data: { offset: end },
      });
    }
  });

  it('refuses a wrong checksum and a wrong length', async () => {
    for (const fromEnd of [8, 1]) {
      const wrong = packed.with(-fromEnd, (packed.at(-fromEnd) ?? 0) ^ 1);
      await expect(unpack(wrong)).rejects.toMatchObject({ code: 'archive.damaged' });
    }
  });

  it.each([
    ['text', Uint8Array.of(0x41, 0x42, 0x43, 0x44)],
    ['one byte', Uint8Array.of(0x1f)],
    ['zeros', new Uint8Array(512)],
    ['a zlib stream', Uint8Array.of(0x78, 0x9c, 3, 0, 0, 0, 0, 1)],
    ['a broken member', packed.subarray(0, 30)],
  ])('refuses %s after the end', async (_, garbage) => {
    await expect(unpack(packed, garbage)).rejects.toMatchObject({ code: 'archive.damaged' });
  });

  it.each([
    ['one zero', new Uint8Array(1), 'gzip-trailing-data'],
    ['zeros', new Uint8Array(512), 'gzip-trailing-data'],
    ['text', text, 'gzip-trailing-data'],
    ['the beginning of a member', packed.subarray(0, 12), 'gzip-cut-short'],
    ['a member of nonsense', Uint8Array.of(...packed.subarray(0, 10), 0xff, 0xff), 'gzip-broken'],
  ])('gives what comes before %s, checked', async (_, garbage, reason) => {
    const { content, checked, fault } = await gunzip(new Blob([packed, garbage]), MiB);
    expect(content).toEqual(text);
    expect(checked).toBe(text.length);
    expect(fault).toMatchObject({ code: 'archive.damaged', data: { reason } });
  });

  it('gives content whose checksum is wrong or missing, not checked', async () => {
    const wrong = packed.with(-8, (packed.at(-8) ?? 0) ^ 1);
    for (const [bytes, reason] of [
      [wrong, 'gzip-checksum'],
      [packed.subarray(0, -8), 'gzip-cut-short'],
      [packed.subarray(0, -1), 'gzip-cut-short'],
    ] as const) {
      const { content, checked, fault } = await gunzip(new Blob([packed, bytes]), MiB);
      expect(content.length).toBe(2 * text.length);
      expect(content.subarray(text.length)).toEqual(text);
      expect(checked).toBe(text.length);
      expect(fault).toMatchObject({ data: { reason } });
    }
  });
});
