import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { ChartroomError, type ErrorRecord } from './errors.ts';

const FACTS = { method: 'PUT', url: 'https://r.example/v2/a/blobs/', registry: 'r.example' };

describe('the message', () => {
  it('is made quickly from megabytes', () => {
    // A slow pattern would search the rest of the text from each of these addresses.
    const text = 'a://b'.repeat(1_000_000);
    expect(String(new ChartroomError('internal', { message: text }))).toContain('a://b');
  });

  it('is the code and the data', () => {
    const error = new ChartroomError('registry.refused', { ...FACTS, status: 403 });
    expect(String(error)).toBe(
      'ChartroomError: registry.refused ' +
        '{method: "PUT", url: "https://r.example/v2/a/blobs/", registry: "r.example", status: 403}',
    );
    expect(new ChartroomError('storage.full', {}).message).toBe('storage.full');
  });

  it('stays short, however much the data holds and however deep it goes', () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    const fault = { code: 'x'.repeat(10_000), message: 'y'.repeat(10_000), detail: deep };
    const { message } = new ChartroomError('registry.refused', {
      ...FACTS,
      faults: Array.from({ length: 100 }, () => fault),
    });
    expect(message.length).toBeLessThanOrEqual(500);
    expect(message).toMatch(/^registry\.refused \{method: "PUT".*faults: \[\{code: "x+…"/);
    const found = Array.from({ length: 100 }, (_, i) => `type/${i}`);
    expect(new ChartroomError('manifest.not-chart', { found }).message).toBe(
      'manifest.not-chart {found: ["type/0", "type/1", "type/2", "type/3", "type/4", …]}',
    );
  });

  it.each([
    ['oci://jane:pass@word@r.example/a', 'oci://…@r.example/a'],
    ['https://token@r.example/a', 'https://…@r.example/a'],
    ['jane:secret@r.example/a:1.0.0', '…@r.example/a:1.0.0'],
    ['https://s3.example/a?X-Amz-Signature=beef&x=y', 'https://s3.example/a?…'],
    ['r.example/a:1.0.0@sha256:00', 'r.example/a:1.0.0@sha256:00'],
    ['oci://r.example/a@sha256:00', 'oci://r.example/a@sha256:00'],
  ])('names no credentials: %s', (reference, shown) => {
    const { message } = new ChartroomError('tag.not-found', { reference });
    expect(message).toBe(`tag.not-found {reference: "${shown}"}`);
  });
});

describe('a record', () => {
  const revived = (error: ChartroomError) =>
    ChartroomError.fromJSON(JSON.parse(JSON.stringify(error)) as ErrorRecord);

  it('restores the error with its stack and causes', () => {
    const root = new RangeError('out of wood');
    const inner = new ChartroomError('storage.damaged', { path: 'a' }, { cause: root });
    const error = new ChartroomError('internal', { message: 'x' }, { cause: inner });
    const copy = revived(error);
    expect(copy).toMatchObject({ code: 'internal', data: { message: 'x' } });
    expect(copy.message).toBe(error.message);
    expect(copy.stack).toBe(error.stack);
    expect(copy.stack).toContain('errors.test.ts');
    const cause = copy.cause as ChartroomError;
    expect(cause).toBeInstanceOf(ChartroomError);
    expect(cause.stack).toBe(inner.stack);
    expect(cause.cause).toMatchObject({
      name: 'RangeError',
      message: 'out of wood',
      stack: root.stack,
    });
  });

  it('keeps a thrown value that isn’t an error', () => {
    const event = Object.assign(Object.create({ [Symbol.toStringTag]: 'Event' }), { a: 1 });
    expect(revived(new ChartroomError('internal', { message: 'x' }, { cause: event })).cause) //
      .toMatchObject({ name: 'object', message: '[object Event]' });
  });

  it('is bounded, also where errors are the cause of each other', () => {
    const error = new Error('y'.repeat(100_000));
    error.stack = 'z'.repeat(100_000);
    error.cause = error;
    const copy = revived(new ChartroomError('internal', { message: 'x' }, { cause: error }));
    expect(JSON.stringify(copy).length).toBeLessThan(40_000);
    let causes = 0;
    for (let at: unknown = copy; at instanceof Error; at = at.cause) causes++;
    expect(causes).toBe(6);
  });
});

/** The text of all code that throws, without comparisons with a code. */
function throwingSources(): string {
  const src = join(import.meta.dirname, '..');
  return ['core', 'worker', 'platform', 'state']
    .flatMap((room) =>
      readdirSync(join(src, room), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(src, room, path),
      ),
    )
    .filter(
      (path) => /\.ts$/.test(path) && !/\.test\.ts$|error-details\.ts$|faults\.ts$/.test(path),
    )
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
    .replace(/isChartroomError\([^()]*\)|[!=]== '[^']*'/g, '');
}

/**
 * The members that a file lists. They are read from the source, because a union type doesn't exist
 * at run time.
 */
function listed(file: string, pattern: RegExp): string[] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  return Array.from(text.matchAll(pattern), ([, code = '']) => code);
}

test('every code is thrown somewhere', () => {
  const sources = throwingSources();
  const codes = listed('error-details.ts', /^ {2}'?([a-z-]+\.[a-z-]+|aborted|internal)'?:/gm);
  expect(codes).toContain('registry.refused');
  expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

test('every reason is given somewhere', () => {
  const sources = throwingSources();
  const reasons = listed('faults.ts', /'([a-z0-9-]+)'/g);
  expect(reasons).toContain('header-checksum');
  expect(reasons.filter((reason) => !sources.includes(`'${reason}'`))).toEqual([]);
});
