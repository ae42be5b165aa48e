import { isChartroomError } from '../core/errors.ts';
import type { PushedChart, PushOutcome } from '../text/push-summary.ts';
import type { PublishChart } from './PublishChart.svelte.ts';

/** How a chart of several stands. */
export function outcomeOf({ error, heldBack, push, ticked }: PublishChart): PushOutcome {
  if (push.result) return push.result.unchanged ? 'unchanged' : 'pushed';
  if (isChartroomError(push.error ?? error, 'aborted')) return 'cancelled';
  if (error ?? push.error) return 'failed';
  if (!ticked) return 'left-out';
  return heldBack && !push.running ? 'held-back' : 'open';
}

/** What the summary says of a chart of several. */
export function pushedChart(chart: PublishChart): PushedChart {
  const { name, lacking, push } = chart;
  return {
    name,
    outcome: outcomeOf(chart),
    reference: push.result?.reference ?? chart.destination?.reference ?? chart.reference,
    digest: push.result?.digest,
    error: push.error ?? chart.error,
    lacking,
  };
}
