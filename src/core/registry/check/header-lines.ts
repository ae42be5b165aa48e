import type { HttpRequest, HttpResponse } from '../transport.ts';
import type { CheckContext } from './context.ts';
import type { CheckLine } from './line.ts';

interface Answered {
  request: HttpRequest;
  response: HttpResponse;
}

/**
 * Headers that the page reads and can't do without, each with a test for responses that should have it.
 */
const CARRIERS: Record<string, (exchange: Answered) => boolean> = {
  'Docker-Content-Digest': ({ request, response }) =>
    response.status === 200 && /\/manifests\/[^/]+$/.test(request.url),
  Location: isNewUpload,
  'WWW-Authenticate': ({ response }) => response.status === 401,
  Link: () => false,
};

/**
 * Which headers of the responses so far the page could read. `morePages`: a list had a further
 * page, so its response should have a Link.
 */
export function headerLines({ recorder, endpoint }: CheckContext, morePages: boolean): CheckLine[] {
  const answered = recorder.exchanges.filter((one): one is Answered => one.response !== undefined);
  return Object.entries(CARRIERS).map(([subject, carries]): CheckLine => {
    const line = { id: 'header', subject } as const;
    if (endpoint.proxied) return { ...line, state: 'pass', reason: 'same-site' };
    if (answered.some(({ response }) => response.headers.has(subject))) {
      return { ...line, state: 'pass', reason: 'header-read' };
    }
    const due = answered.some(carries) || (subject === 'Link' && morePages);
    if (!due) return { ...line, state: 'unknown', reason: 'header-not-met' };
    return { ...line, state: 'fail', reason: 'header-hidden', likely: true, remedy: 'cors' };
  });
}

/** An upload session that was opened (distribution-spec, "Pushing a blob in chunks"). */
function isNewUpload({ request, response }: Answered): boolean {
  return request.method === 'POST' && response.status === 202;
}
