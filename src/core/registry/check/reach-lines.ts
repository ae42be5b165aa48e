import { proxyFailureOf } from '../failure.ts';
import type { HttpResponse } from '../transport.ts';
import { isRegistryFront, isWebPage } from '../web-page.ts';
import type { CheckContext } from './context.ts';
import type { CheckLine } from './line.ts';
import { failed } from './outcome.ts';

/** How far a simple GET of the registry's `/v2/` gets. */
export async function reachLines(
  context: CheckContext,
  front: HttpResponse | undefined,
): Promise<CheckLine[]> {
  if (front) return answered(context, front);
  const url = `${context.endpoint.base}/v2/`;
  // A `no-cors` request arrives wherever the policy lets it, so only reading is forbidden then. It
  // comes first: the policy may block only what it is redirected to.
  const unanswered = await noAnswer(context, url);
  const block = unanswered && (await context.policyOn(url));
  if (block === 'refused') {
    return [
      { id: 'policy', state: 'fail', reason: 'refused-by-policy', remedy: 'site' },
      { id: 'reachable', state: 'unknown', reason: 'nothing-sent' },
      { id: 'readable', state: 'unknown', reason: 'nothing-sent' },
    ];
  }
  const policy: CheckLine = { id: 'policy', state: 'pass', reason: 'allowed' };
  if (unanswered && !block) {
    return [
      policy,
      { id: 'reachable', state: 'fail', ...unanswered },
      { id: 'readable', state: 'unknown', reason: 'not-readable-yet' },
    ];
  }
  // Which server answered isn't known.
  const reachable: CheckLine = { id: 'reachable', state: 'pass', reason: 'something-answers' };
  return block
    ? [policy, reachable, { id: 'readable', state: 'fail', reason: 'redirected-away' }]
    : [policy, reachable, { id: 'readable', state: 'fail', reason: 'unreadable', remedy: 'cors' }];
}

/** Why there seems to be no answer; undefined if there is one that the page may not read. */
async function noAnswer(
  { recorder, endpoint, probe }: CheckContext,
  url: string,
): Promise<Pick<CheckLine, 'reason' | 'likely'> | undefined> {
  if (recorder.silent) return { reason: 'silent' };
  if (endpoint.proxied) return { reason: 'site-unreachable' };
  return (await probe(url)) ? undefined : { reason: 'no-answer', likely: true };
}

async function answered(context: CheckContext, front: HttpResponse): Promise<CheckLine[]> {
  const { endpoint, client, host } = context;
  const reason = endpoint.proxied ? 'same-site' : 'allowed';
  const policy: CheckLine = { id: 'policy', state: 'pass', reason };
  const facts = client.facts({ method: 'GET', url: `${endpoint.base}/v2/` });
  const refusal = endpoint.proxied && (await proxyFailureOf(front, facts, await isWebPage(front)));
  if (refusal) return [policy, failed('reachable', refusal)];
  const speaks = [200, 401].includes(front.status) && (await isRegistryFront(front));
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
