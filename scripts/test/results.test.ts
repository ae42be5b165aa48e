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
          {
            status: 'failed',
            fullName: 'a two',
            failureMessages: ['\u001b[31mexpected 1\u001b[39m to be 2\n    at a.test.ts:3'],
          },
          { status: 'skipped', fullName: 'a three' },
          { status: 'todo', fullName: 'a four' },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
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
              {
                title: 'cancels',
                tests: [{ status: 'flaky', results: [{ errors: [{ message: 'late' }] }, {}] }],
              },
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
      failed: [
        { name: 'a two', reason: 'expected 1 to be 2\n    at a.test.ts:3' },
        { name: 'b.test.ts', reason: 'no such file' },
      ],
      skipped: ['a three', 'a four'],
      retried: [],
    });
  });

  it('of playwright hold nested suites, and name what passed at the second try', () => {
    expect(playwright).toEqual({
      passed: 2,
      failed: [{ name: 'the run itself', reason: 'the build failed' }],
      skipped: ['push.spec.ts › through nginx › resumes'],
      retried: [{ name: 'push.spec.ts › through nginx › cancels', reason: 'late' }],
    });
  });

  it('add up', () => {
    const { passed, failed, skipped, retried } = add(vitest, playwright);
    expect([passed, failed.length, skipped.length, retried.length]).toEqual([3, 3, 3, 1]);
  });
});
