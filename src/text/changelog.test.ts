import { expect, it } from 'vitest';
import { changelogMarkdown, silentVersions } from './changelog.ts';

it('says of one, some, all and none that they are silent, in sentences that are right', () => {
  const said = [
    [0, 0],
    [0, 1],
    [1, 1],
    [0, 2],
    [1, 25],
    [3, 25],
    [25, 25],
  ].map(([silent = 0, read = 0]) => silentVersions(silent, read));
  expect(said).toEqual([
    'No tag there is a version.',
    'The version that was read says what it changes.',
    'The version that was read says nothing of what it changes.',
    'All 2 versions that were read say what they change.',
    '1 of 25 versions says nothing of what it changes.',
    '3 of 25 versions say nothing of what they change.',
    'None of 25 versions that were read says what it changes.',
  ]);
});

it('writes changes as Markdown, a line for each', () => {
  const links = [{ name: 'Issue 7', url: 'https://git.example.com/7' }];
  const written = changelogMarkdown([
    {
      version: '1.1.0',
      containsSecurityUpdates: true,
      changes: [
        { kind: 'fixed', description: 'A leak\n  below the water line', links },
        { description: 'A bell', links: [] },
      ],
    },
    { version: '1.0.0', changes: [{ kind: 'added', description: 'A mast', links: [] }] },
  ]);
  expect(written).toBe(
    [
      '## 1.1.0 (security updates)',
      '',
      '- **Fixed:** A leak below the water line [Issue 7](https://git.example.com/7)',
      '- A bell',
      '',
      '## 1.0.0',
      '',
      '- **Added:** A mast',
      '',
    ].join('\n'),
  );
});
