import type { ProxyRefusal } from '../../errors.ts';
import { refusalIn } from '../refusal.ts';
import type { HttpResponse } from '../transport.ts';
import type { CheckContext } from './context.ts';
import type { CheckLine } from './line.ts';

/** How far a simple GET of the registry's `/v2/` gets. */
export async function reachLines(
  context: CheckContext,
  front: HttpResponse | undefined,
): Promise<CheckLine[]> {
  if (front) return answered(context, front);
  const url = `${context.endpoint.base}/v2/`;
  if (await context.refusedByPolicy(url)) {
    return [
      { id: 'policy', state: 'fail', reason: 'refused-by-policy', remedy: 'site' },
      { id: 'reachable', state: 'unknown', reason: 'nothing-sent' },
      { id: 'readable', state: 'unknown', reason: 'nothing-sent' },
    ];
  }
  const policy: CheckLine = { id: 'policy', state: 'pass', reason: 'allowed' };
  if (context.endpoint.proxied || !(await context.probe(url))) {
    return [
      policy,
      { id: 'reachable', state: 'fail', reason: 'no-answer', likely: true },
      { id: 'readable', state: 'unknown', reason: 'not-readable-yet' },
    ];
  }
  // A `no-cors` request arrives, so only reading the response is forbidden.
  return [
    policy,
    { id: 'reachable', state: 'pass', reason: 'answers' },
    { id: 'readable', state: 'fail', reason: 'unreadable', remedy: 'cors' },
  ];
}

/** Refusals by which the proxy reports that it got no response itself. */
const UNANSWERED = new Set<ProxyRefusal>(['unreachable', 'gateway', 'no-http']);

function answered({ endpoint, host }: CheckContext, front: HttpResponse): CheckLine[] {
  const reason = endpoint.proxied ? 'same-site' : 'allowed';
  const policy: CheckLine = { id: 'policy', state: 'pass', reason };
  const refusal = endpoint.proxied ? refusalIn(front) : undefined;
  if (refusal) {
    const reason = UNANSWERED.has(refusal) ? 'proxy-unreachable' : 'proxy-refuses';
    return [policy, { id: 'reachable', state: 'fail', reason, remedy: 'site' }];
  }
  const speaks = front.status === 200 || front.status === 401;
  return [
    policy,
    { id: 'reachable', state: 'pass', reason: 'answers' },
    {
      id: 'protocol',
      state: speaks ? 'pass' : 'fail',
      reason: speaks ? 'is-registry' : 'no-registry',
      detail: `${host} (HTTP ${front.status})`,
      likely: true,
    },
    { id: 'readable', state: 'pass', reason: endpoint.proxied ? 'same-site' : 'readable' },
  ];
}
