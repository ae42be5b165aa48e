import { parseFaults } from '../failure.ts';
import type { HttpResponse } from '../transport.ts';
import type { CheckContext } from './context.ts';
import type { CheckLine } from './line.ts';

/** How far a plain GET of the registry's front door gets. */
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
  // A request that asks for nothing to be read does arrive: only reading is forbidden.
  return [
    policy,
    { id: 'reachable', state: 'pass', reason: 'answers' },
    { id: 'readable', state: 'fail', reason: 'unreadable', remedy: 'cors' },
  ];
}

async function answered(
  { endpoint, host }: CheckContext,
  front: HttpResponse,
): Promise<CheckLine[]> {
  const reason = endpoint.proxied ? 'same-site' : 'allowed';
  const policy: CheckLine = { id: 'policy', state: 'pass', reason };
  const refusal = endpoint.proxied ? await proxyRefusal(front) : undefined;
  if (refusal) return [policy, { id: 'reachable', state: 'fail', ...refusal, remedy: 'site' }];
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

/** nginx.conf answers in the registry's place where it can't, or won't, pass a request on. */
async function proxyRefusal(front: HttpResponse) {
  const code = parseFaults(await front.body.text()).find(({ code }) => code.startsWith('PROXY_'));
  if (!code) return undefined;
  const unanswered = code.code === 'PROXY_UNREACHABLE' || code.code === 'PROXY_ANSWER';
  return { reason: unanswered ? 'proxy-unreachable' : 'proxy-refuses' } as const;
}
