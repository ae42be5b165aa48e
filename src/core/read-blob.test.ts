import { expect, it } from 'vitest';
import { blobOf, bytesOf, manifestText, textOf } from './read-blob.ts';

/** A blob whose first reads fail with an error of that name, as WebKit's do while a page is left. */
class FailingBlob extends Blob {
  reads = 0;
  readonly #failures: number;
  readonly #name: string;

  constructor(failures: number, name = 'NotReadableError') {
    super(['chart']);
    this.#failures = failures;
    this.#name = name;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    this.#fail();
    return super.arrayBuffer();
  }

  override async text(): Promise<string> {
    this.#fail();
    return super.text();
  }

  #fail(): void {
    if (this.reads++ < this.#failures) throw new DOMException('The read failed.', this.#name);
  }
}

it('tries a read again that was broken off', async () => {
  expect(await textOf(new FailingBlob(1))).toBe('chart');
  expect([...(await bytesOf(new FailingBlob(2)))]).toEqual([...new TextEncoder().encode('chart')]);
});

it('gives up on what can’t be read', async () => {
  const blob = new FailingBlob(100);
  await expect(bytesOf(blob)).rejects.toMatchObject({ name: 'NotReadableError' });
  expect(blob.reads).toBe(3);
});

it('tries nothing again that failed otherwise', async () => {
  const blob = new FailingBlob(1, 'SecurityError');
  await expect(textOf(blob)).rejects.toMatchObject({ name: 'SecurityError' });
  expect(blob.reads).toBe(1);
});

it('reads a manifest once, and again if it couldn’t be read', async () => {
  const blob = new FailingBlob(3);
  await expect(manifestText(blob)).rejects.toMatchObject({ name: 'NotReadableError' });
  expect(await manifestText(blob)).toBe('chart');
  const { reads } = blob;
  expect(await Promise.all([manifestText(blob), manifestText(blob)])).toEqual(['chart', 'chart']);
  expect(blob.reads).toBe(reads);
});

it('doesn’t ask for the bytes that a small Blob was made of, and gives each reader its own', async () => {
  const unread = () => Promise.reject(new Error('was read'));
  const parts = ['\ufeffcha', 'rt'].map((text) => new TextEncoder().encode(text));
  const blob = Object.assign(blobOf(parts), { arrayBuffer: unread, text: unread, slice: unread });
  const bytes = await bytesOf(blob);
  bytes.fill(0);
  // As Blob.text does, without the mark at the beginning.
  expect(await textOf(blob)).toBe('chart');
  expect(await textOf(blob, 5)).toBe('ch');
  expect([...(await bytesOf(blob))]).toEqual([
    0xef,
    0xbb,
    0xbf,
    ...new TextEncoder().encode('chart'),
  ]);
});

it('reads a large one, and the beginning of any, where it is', async () => {
  const large = blobOf([new TextEncoder().encode('ab'.repeat(40_000))]);
  expect((await textOf(large)).length).toBe(80_000);
  expect(await textOf(large, 3)).toBe('aba');
  expect(await textOf(new Blob(['chart']), 2)).toBe('ch');
});
