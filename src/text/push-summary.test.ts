import { expect, it } from 'vitest';
import { ChartroomError } from '../core/errors.ts';
import { outcomeCounts, summaryText, type PushedChart } from './push-summary.ts';

const chart = (name: string, more: Partial<PushedChart>): PushedChart => ({
  name,
  outcome: 'open',
  reference: `ghcr.io/${name}:1`,
  lacking: [],
  ...more,
});

it('counts what was cancelled apart from what failed', () => {
  expect(outcomeCounts(['cancelled', 'pushed', 'failed', 'pushed', 'cancelled'])).toBe(
    '2 pushed, 1 failed, 2 cancelled',
  );
});

it('has a line for each chart, what needs a look first', () => {
  const error = new ChartroomError('chart.has-errors', { errors: 2 });
  const text = summaryText([
    chart('out', { outcome: 'left-out' }),
    chart('there', { outcome: 'unchanged', digest: 'sha256:b' }),
    chart('gone', { outcome: 'pushed', digest: 'sha256:a' }),
    chart('lacks', { outcome: 'held-back', lacking: ['redis', 'lib'] }),
    chart('same', { outcome: 'held-back' }),
    chart('stopped', { outcome: 'cancelled' }),
    chart('broken', { outcome: 'failed', reference: '', error }),
  ]);
  expect(text.split('\n')).toEqual([
    '7 charts: 1 pushed, 1 already there, 1 failed, 1 cancelled, 2 held back, 1 not ticked',
    '',
    'failed         broken  The checks found 2 errors in this chart; nothing was sent.',
    'cancelled      ghcr.io/stopped:1',
    'held back      ghcr.io/lacks:1  charts/ lacks redis and lib',
    'held back      ghcr.io/same:1  others with other content go to the same reference',
    'pushed         ghcr.io/gone:1  sha256:a',
    'already there  ghcr.io/there:1  sha256:b',
    'not ticked     ghcr.io/out:1',
  ]);
});
