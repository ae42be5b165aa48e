import { describe, expect, it } from 'vitest';
import { MemoryTarget } from '../content/memory.ts';
import type { ListEnd, Listing } from '../content/target.ts';
import { locate, parseWanted } from './locate.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

class Tagged extends MemoryTarget {
  asked = 0;
  end: ListEnd = 'whole';
  readonly #tags: string[];
  constructor(...tags: string[]) {
    super();
    this.#tags = tags;
  }
  override tags(): Promise<Listing> {
    this.asked++;
    return Promise.resolve({ names: this.#tags, end: this.end });
  }
}

describe('parseWanted', () => {
  it.each([
    ['h/a:latest', { name: 'latest' }],
    ['h/a:1.2', { name: '1.2' }],
    ['h/a:v1.2.3', { name: 'v1.2.3' }],
    ['h/a:1.0.0+b', { name: '1.0.0_b' }],
    [`h/a@${DIGEST}`, { name: DIGEST }],
    [`h/a:^1@${DIGEST}`, { name: DIGEST }],
    ['oci://h/a', { range: '' }],
    ['h/a:', { range: '' }],
    ['h/a:^1.2', { range: '^1.2' }],
    ['h/a:1.x', { range: '1.x' }],
    ['h/a:>=1 <2', { range: '>=1 <2' }],
    ['h/a:1.0 - 2.0', { range: '1.0 - 2.0' }],
    ['h/a:^1 || ^3', { range: '^1 || ^3' }],
  ])('%s', (text, expected) => {
    expect(parseWanted(text)).toEqual({ registry: 'h', repository: 'a', ...expected });
  });

  it('refuses text that is neither a tag nor a range', () => {
    expect(() => parseWanted('h/a:no tag')).toThrow('reference.invalid');
  });
});

describe('locate', () => {
  const tags = ['latest', '1.0.0', '1.3.0', '1.2.0_b', '2.0.0-rc.1', 'v3.0.0'];
  it.each([
    ['h/a', '1.3.0'],
    ['h/a:~1.2', '1.2.0_b'],
    ['h/a:<1.2', '1.0.0'],
    ['h/a:>0.0.0-0', '2.0.0-rc.1'],
  ])('%s is %s', async (text, expected) => {
    expect(await locate(new Tagged(...tags), parseWanted(text))).toBe(expected);
  });

  it('requests no list if a tag is given', async () => {
    const target = new Tagged(...tags);
    expect(await locate(target, parseWanted('h/a:latest'))).toBe('latest');
    expect(target.asked).toBe(0);
  });

  it('prefers a tag that is spelled like a range', async () => {
    expect(await locate(new Tagged(...tags, '1.x'), parseWanted('h/a:1.x'))).toBe('1.x');
  });

  it.each(['unproven', 'cut'] as const)(
    'takes none for the newest of a list that is %s',
    async (end) => {
      const target = Object.assign(new Tagged(...tags, '1.x'), { end });
      await expect(locate(target, parseWanted('h/a'))).rejects.toMatchObject({
        code: 'version.unproven',
        data: { repository: 'h/a', range: '', found: '1.3.0' },
      });
      await expect(locate(target, parseWanted('h/a:^9'))).rejects.toMatchObject({
        code: 'version.unproven',
        data: { range: '^9', found: undefined },
      });
      expect(await locate(target, parseWanted('h/a:1.x'))).toBe('1.x');
    },
  );

  it('throws an error if no version fits', async () => {
    await expect(locate(new Tagged('latest'), parseWanted('h/a:^9'))).rejects.toMatchObject({
      code: 'version.none-fits',
      data: { repository: 'h/a', range: '^9' },
    });
  });
});
