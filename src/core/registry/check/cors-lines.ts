import type { HttpResponse } from '../transport.ts';
import type { CheckContext } from './context.ts';
import type { CheckLine } from './line.ts';

/** The methods that need a preflight (Fetch, "CORS-safelisted method"). */
const METHODS = ['PUT', 'PATCH', 'DELETE'] as const;

/**
 * What the registry's CORS settings allow a page of this site. Each request needs a preflight, so
 * any response shows that the preflight passed. They go to `/v2/`, where no method changes
 * anything.
 */
export async function corsLines(context: CheckContext, front: HttpResponse): Promise<CheckLine[]> {
  const { endpoint, recorder } = context;
  if (endpoint.proxied) {
    return [
      { id: 'preflight', state: 'pass', reason: 'same-site' },
      ...METHODS.map((subject): CheckLine => {
        return { id: 'method', subject, state: 'pass', reason: 'same-site' };
      }),
    ];
  }
  const url = `${endpoint.base}/v2/`;
  // These aren't real credentials: what matters is whether the header is allowed.
  const headers = { Authorization: 'Bearer none' };
  const [withHeader, ...byMethod] = await Promise.all([
    recorder.ask({ method: 'GET', url, headers }),
    ...METHODS.map((method) => recorder.ask({ method, url })),
  ]);
  const anyPassed = byMethod.some((answer) => answer !== undefined);
  return [
    withHeader
      ? { id: 'preflight', state: 'pass', reason: 'preflight-passes' }
      : preflightFailure(front, anyPassed),
    ...METHODS.map((subject, i): CheckLine => {
      if (byMethod[i]) return { id: 'method', subject, state: 'pass', reason: 'method-passes' };
      return {
        id: 'method',
        subject,
        state: 'fail',
        reason: 'method-refused',
        likely: true,
        remedy: 'cors',
      };
    }),
  ];
}

function preflightFailure(front: HttpResponse, anyPassed: boolean): CheckLine {
  const failure = { id: 'preflight', state: 'fail', remedy: 'cors' } as const;
  // Another preflight passed, so it is this header that isn't allowed.
  if (anyPassed) return { ...failure, reason: 'authorization-refused' };
  const reason = front.status === 401 ? 'preflight-wants-sign-in' : 'preflight-refused';
  return { ...failure, reason, likely: true };
}
