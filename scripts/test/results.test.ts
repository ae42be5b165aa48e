import { describe, expect, it } from 'vitest';
import { add, ofPlaywright, ofVitest } from './results.mjs';

describe('the counts that npm test ends with', () => {
  const vitest = ofVitest({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'a one' },
          { status: 'failed', fullName: 'a two' },
          { status: 'skipped', fullName: 'a three' },
          { status: 'todo', fullName: 'a four' },
        ],
      },
      { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
    ],
  });
  const playwright = ofPlaywright({
    suites: [
      {
        title: 'push.spec.ts',
        specs: [{ title: 'pushes', tests: [{ status: 'expected' }] }],
        suites: [
          {
            title: 'through nginx',
            specs: [
              { title: 'cancels', tests: [{ status: 'flaky' }] },
              { title: 'resumes', tests: [{ status: 'skipped' }] },
            ],
          },
        ],
      },
    ],
    errors: [{ message: 'the build failed' }],
  });

  it('of vitest hold files that did not load', () => {
    expect(vitest).toEqual({
      passed: 1,
      failed: ['a two', 'broken.test.ts'],
      skipped: ['a three', 'a four'],
    });
  });

  it('of playwright hold nested suites, and take flaky for failed', () => {
    expect(playwright).toEqual({
      passed: 1,
      failed: ['push.spec.ts › through nginx › cancels', 'the build failed'],
      skipped: ['push.spec.ts › through nginx › resumes'],
    });
  });

  it('add up', () => {
    const { passed, failed, skipped } = add(vitest, playwright);
    expect([passed, failed.length, skipped.length]).toEqual([2, 4, 3]);
  });
});
