import { expect, it } from 'vitest';
import { ChartroomError } from '../core/errors.ts';
import { alsoAs } from './also-tags.ts';
import { tagLine } from './tag-outcomes.ts';
import { helmOfTags, invalidTags } from './tags.ts';
import { untagLine } from './untag.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const failed = { kind: 'failed', error: new ChartroomError('aborted', {}) } as const;

it('says where tags are typed what Helm does with them', () => {
  expect(helmOfTags(['1.2', '1', 'v2', '1.0.0_b'])).toBeUndefined();
  expect(helmOfTags(['1.2', 'latest', 'stable'])).toContain('can’t ask for latest, stable');
  expect(helmOfTags(['1.0.0_b'], '1.0.0+b')).toContain('becomes _');
  expect(invalidTags([])).toBeUndefined();
  expect(invalidTags(['a/b'])).toMatch(/^a\/b can’t be a tag/);
});

it('says what became of each tag', () => {
  expect(
    tagLine([
      { tag: '1.2', outcome: { kind: 'set' } },
      { tag: 'latest', outcome: { kind: 'set', before: { digest: DIGEST, version: '1.1.0' } } },
      { tag: 'old', outcome: { kind: 'differs', other: { digest: DIGEST } } },
      { tag: 'late', outcome: failed },
    ]),
  ).toBe(
    '1.2 set; latest moved here from 1.1.0; old names sha256:aaaaaaaaaaaa and was left there; late not set: cancelled',
  );
  expect(alsoAs([])).toBe('');
  expect(
    alsoAs([
      { tag: '1', outcome: { kind: 'set' } },
      { tag: '2', outcome: failed },
    ]),
  ).toBe(', also as 1. Not set: 2');
  expect(untagLine([{ kind: 'absent' }, { kind: 'kept', digest: DIGEST }])).toBe(
    '1 removed, 1 not removed',
  );
});
