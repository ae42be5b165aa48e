import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../oci/digest.ts';
import { gzip } from './gzip.ts';

/** Deterministic text that compresses like charts do. */
const text = new TextEncoder().encode(
  Array.from({ length: 20_000 }, (_, at) => `key${(at * 7919) % 1009}: ${at % 97}\n`).join(''),
);

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('gzip', () => {
  it('writes the same bytes for ever', async () => {
    const packed = gzip([text]);
    expect([packed.size, await digestOf(packed)]).toEqual([
      62_381,
      'sha256:7c5b3e779729fc9695f55d974f5ad0070753eed25cb9cf908cdfcef53d1a41a8',
    ]);
  });

  it('has the shortest header: no flags, no time, no extra, OS 3', async () => {
    const header = (await bytesOf(gzip([text]))).subarray(0, 10);
    expect([...header]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  });

  it('doesn’t depend on how the content is cut into parts', async () => {
    const parts = [text.subarray(0, 1), text.subarray(1, 1), text.subarray(1, 70_000)];
    expect(await bytesOf(gzip([...parts, text.subarray(70_000)]))).toEqual(
      await bytesOf(gzip([text])),
    );
  });

  it('unpacks to the content, even if that fills several output buffers', async () => {
    let state = 1;
    const noise = new Uint8Array(9_000_000).map(
      () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24,
    );
    const packed = gzip([noise]);
    expect(gunzipSync(await bytesOf(packed)).equals(noise)).toBe(true);
  });

  it('gives an empty file for nothing', async () => {
    expect(gunzipSync(await bytesOf(gzip([]))).length).toBe(0);
  });

  it('gives what canonical zlib gives', async (context) => {
    const script =
      'import sys,zlib;c=zlib.compressobj(6,8,31);b=sys.stdin.buffer.read();' +
      'sys.stdout.buffer.write(c.compress(b)+c.flush())';
    let expected: Buffer;
    try {
      expected = execFileSync('python3', ['-c', script], { input: text, stdio: 'pipe' });
    } catch {
      return context.skip('no python3 with zlib here');
    }
    expect(Buffer.from(await bytesOf(gzip([text]))).equals(expected)).toBe(true);
  });
});
