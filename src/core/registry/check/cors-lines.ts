import { OCTET_STREAM } from '../session.ts';
import type { HttpResponse } from '../transport.ts';
import type { CheckContext } from './context.ts';
import type { CheckLine } from './line.ts';

/** The methods that need a preflight (Fetch, "CORS-safelisted method"). */
const METHODS = ['PUT', 'PATCH', 'DELETE'] as const;
/** The header that every push sends with a value that needs one ("CORS-safelisted request-header"). */
const CONTENT_TYPE = 'Content-Type';

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
      { id: 'request-header', subject: CONTENT_TYPE, state: 'pass', reason: 'same-site' },
      ...METHODS.map((subject): CheckLine => {
        return { id: 'method', subject, state: 'pass', reason: 'same-site' };
      }),
    ];
  }
  const url = `${endpoint.base}/v2/`;
  // These aren't real credentials: what matters is whether the header is allowed.
  const headers = { Authorization: 'Bearer none' };
  const [authorised, typed, ...byMethod] = await Promise.all([
    recorder.ask({ method: 'GET', url, headers }),
    recorder.ask({ method: 'GET', url, headers: { [CONTENT_TYPE]: OCTET_STREAM } }),
    ...METHODS.map((method) => recorder.ask({ method, url })),
  ]);
  const anyPassed = byMethod.some((answer) => answer !== undefined);
  return [
    authorised
      ? { id: 'preflight', state: 'pass', reason: 'preflight-passes' }
      : preflightFailure(front, anyPassed || typed !== undefined),
    contentTypeLine(typed !== undefined, anyPassed || authorised !== undefined),
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

/** Without `otherPassed`, no preflight is answered at all, which isn't because of this header. */
function contentTypeLine(passed: boolean, otherPassed: boolean): CheckLine {
  const line = { id: 'request-header', subject: CONTENT_TYPE } as const;
  if (passed) return { ...line, state: 'pass', reason: 'request-header-passes' };
  const likely = !otherPassed;
  return { ...line, state: 'fail', reason: 'request-header-refused', likely, remedy: 'cors' };
}
