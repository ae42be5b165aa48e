import { expect, test } from 'vitest';
import type { CopyItem } from '../core/actions/copy-plan.ts';
import type { CopyOutcome } from '../core/actions/copy-to.ts';
import type { ImportedArtifact } from '../core/actions/import-layout.ts';
import { ChartroomError } from '../core/errors.ts';
import {
  copyLine,
  copyNote,
  copyReason,
  copyText,
  shortAttached,
  type CopyState,
} from './copying.ts';
import { grownWords, importLine, importReason, importText } from './exchange.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const ALONG = { digest: DIGEST, referrers: 0, added: 0, missing: 0, end: 'whole' } as const;
const GONE = new ChartroomError('blob.not-found', { digest: DIGEST });

test('an import says what came, what was there, and what was refused and why', () => {
  const one = (name: string, outcome: ImportedArtifact['outcome'], referrers = 0, added = 0) => {
    const error = outcome === 'refused' ? GONE : undefined;
    return { name, outcome, digest: DIGEST, referrers, added, error };
  };
  const results = [one('a', 'imported', 2), one('b', 'there'), one('c', 'refused')];
  expect(importLine(results)).toBe('1 imported, 1 there already, 1 refused; with 2 attachments');
  expect(importLine([])).toBe('It names no chart');
  const lines = importText(results).split('\n');
  expect(lines[2]).toMatch(/^refused +c {2}sha256:a+ {2}\S.*\.$/);
  expect(lines).toHaveLength(5);
  // What was there may have got signatures all the same; and others belong to nothing in the file.
  const signed = [one('a', 'imported', 2, 2), one('b', 'there', 3, 1), one('c', 'there', 1, 1)];
  expect(importLine(signed)).toBe(
    '1 imported, 2 there already; with 6 attachments; 2 of them added to what was there',
  );
  expect(importText(signed)).toMatch(
    /^there already {2}b .* {2}with 3 attachments, 1 of them added$/m,
  );
  expect(importText(signed)).toMatch(/^there already {2}c .* {2}1 attachment added$/m);
  expect(importText(signed)).toMatch(/^imported {7}a {2}sha256:a+$/m);
  expect(importLine([], 2)).toBe('It names no chart; 2 attachments passed over');
  expect(importText(signed, 1).split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(/; 1 attachment passed over$/),
    expect.stringMatching(
      /^1 attachment was passed over: it belongs to no chart that was found in the file/,
    ),
  ]);
  expect(grownWords(0)).toContain('no more space');
  expect(grownWords(2_000_000)).toContain('2.0 MB more');
  expect(grownWords(-500)).toContain('500 B less');
});

test('a copy says on whose side it failed', () => {
  const item: CopyItem = {
    from: { name: '1' },
    to: {},
    source: 'a.example/x:1',
    destination: 'b.example/x:1',
  };
  const failed = (
    side: 'source' | 'destination' | 'browser',
  ): { item: CopyItem; outcome: CopyOutcome } => ({
    item,
    outcome: { kind: 'failed', error: GONE, side },
  });
  expect(copyReason(failed('source'))).toMatch(/^At the source, a\.example\/x:1: /);
  expect(copyReason(failed('destination'))).toMatch(/^At the destination, b\.example\/x:1: /);
  expect(copyReason(failed('browser'))).toMatch(/^In this browser: /);
  const copied = { item, outcome: { kind: 'copied', ...ALONG } } as const;
  const states = [copied, { item }, failed('source'), { item, running: true }];
  expect(copyLine(states)).toBe('1 copied, 1 failed, 1 copying, 1 not begun');
  const lines = copyText(states).split('\n');
  expect(lines[2]).toMatch(/^failed +a\.example\/x:1 {2}-> {2}b\.example\/x:1 {2}At the source/);
  expect(lines[5]).toContain(DIGEST);
});

test('a copy says what didn’t come along, and what may not have', () => {
  const item: CopyItem = { from: { name: '1' }, to: {}, source: 'a.example/x:1', destination: 'b' };
  const state = (more: object) => ({
    item,
    outcome: { kind: 'copied', ...ALONG, ...more },
  });
  const note = (more: object) => copyNote(state(more) as CopyState);
  expect(note({})).toBe('');
  expect(note({ referrers: 2, missing: 1 })).toBe(
    'with 2 attachments, without 1 that the source lists and doesn’t have',
  );
  expect(note({ referrers: 2, added: 2 })).toBe('with 2 attachments');
  const there = { kind: 'unchanged', referrers: 3 };
  expect(note(there)).toBe('with 3 attachments');
  expect(note({ ...there, added: 1 })).toBe('with 3 attachments, 1 of them added');
  expect(note({ ...there, added: 3 })).toBe('3 attachments added');
  expect(
    copyLine([state({ referrers: 2, added: 2 }), state({ ...there, added: 1 })] as CopyState[]),
  ).toBe('1 copied, 1 there already; 1 attachment added to what was there');
  expect(note({ converted: true })).toContain('attached to the original');
  const states = [state({}), state({ end: 'unproven' })] as CopyState[];
  expect(shortAttached(states.slice(0, 1))).toBe('');
  expect(shortAttached(states)).toContain('to a.example/x:1:');
  expect(copyText(states)).toContain(shortAttached(states));
  const tag = `sha256-${'a'.repeat(64)}.sig`;
  const differs = (reference: string): CopyState => {
    const data = { reference, existing: DIGEST, pushed: DIGEST };
    return { item, outcome: { kind: 'differs', error: new ChartroomError('tag.differs', data) } };
  };
  expect(copyReason(differs('b'))).toBe('The tag there names other content.');
  expect(copyReason(differs(tag))).toContain(tag);
  const data = { reference: tag, existing: DIGEST, pushed: DIGEST, added: 2 };
  const error = new ChartroomError('tag.differs', data);
  const left = { name: 'r.example/x:1', outcome: 'differs', digest: DIGEST } as const;
  const reason = importReason({ ...left, referrers: 0, added: 0, error });
  expect(reason).toContain(
    `under the tag ${tag}, isn’t all in what would replace it. 2 other attach`,
  );
});
