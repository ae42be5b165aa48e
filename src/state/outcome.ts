import type { PushedChart } from '../text/push-summary.ts';
import type { PublishChart } from './PublishChart.svelte.ts';

/** What the summary says of a chart of several. */
export function pushedChart(chart: PublishChart): PushedChart {
  const { name, lacking, push } = chart;
  return {
    name,
    outcome: chart.outcome,
    reference: push.result?.reference ?? chart.destination?.reference ?? chart.reference,
    digest: push.result?.digest,
    error: push.error ?? chart.error,
    lacking,
  };
}
