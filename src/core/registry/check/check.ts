import { isChartroomError } from '../../errors.ts';
import { isRepositoryName } from '../../oci/reference.ts';
import { Client } from '../client.ts';
import { Endpoint } from '../endpoint.ts';
import { firstNames } from '../pages.ts';
import { CATALOG_SCOPE } from '../scopes.ts';
import { isRegistryFront } from '../web-page.ts';
import type { CheckContext, CheckOptions } from './context.ts';
import { corsLines } from './cors-lines.ts';
import { Recorder } from './exchange.ts';
import { headerLines } from './header-lines.ts';
import { pageLines } from './page-lines.ts';
import { reachLines } from './reach-lines.ts';
import { challengeLine, deleteLine, pullLine, pushLine, signInLine } from './rights-lines.ts';

/**
 * Checks everything between this page and a registry, in the order in which a request passes it,
 * and reports the result of each step and how certain it is.
 */
export async function checkConnection(options: CheckOptions): Promise<void> {
  const { onLines, writing = false } = options;
  const endpoint = new Endpoint(options);
  const recorder = new Recorder(options.transport);
  const client = new Client(endpoint, { ...options, transport: recorder.transport });
  const context: CheckContext = { ...options, endpoint, recorder, client };

  onLines(pageLines(options.facts, endpoint));
  const { headers, credentials } = endpoint;
  const front = await recorder.ask({
    method: 'GET',
    url: `${endpoint.base}/v2/`,
    headers,
    credentials,
  });
  const reached = await reachLines(context, front);
  onLines(reached);
  // A web page has no methods, sign-in or repositories; other servers may answer elsewhere.
  const page = front && !(await isRegistryFront(front));
  const out = reached.some(({ id, state }) => id === 'reachable' && state !== 'pass');
  if (!front || page || out) return;

  onLines([challengeLine(context, front), ...(await corsLines(context, front))]);
  onLines([await signInLine(context, front)]);
  const { names, more } = await catalogStart(context);
  const repository = options.repository ?? names[0];
  const tried = repository === undefined ? context : { ...context, repository };
  onLines([await pullLine(tried)]);
  onLines(
    writing
      ? [await pushLine(context), await deleteLine(context)]
      : [
          { id: 'push', state: 'unknown', reason: 'on-request' },
          { id: 'delete', state: 'unknown', reason: 'on-request' },
        ],
  );
  onLines(headerLines(context, more));
}

/** The first names of the catalog, where there is one, and whether it has more. */
async function catalogStart({ client }: CheckContext) {
  const scoped = client.scoped(CATALOG_SCOPE);
  const page = async (query: string): Promise<string[]> => {
    const names = await firstNames(scoped, '/v2/_catalog', 'repositories', query);
    return names.filter(isRepositoryName);
  };
  try {
    const names = await page('');
    const [first] = names;
    if (first === undefined || names.length > 1) return { names, more: false };
    const next = await page(`&last=${encodeURIComponent(first)}`);
    return { names, more: next.length > 0 };
  } catch (error) {
    if (isChartroomError(error)) return { names: [], more: false };
    throw error;
  }
}
