import { isChartroomError } from '../../errors.ts';
import type { Challenge } from '../../oci/challenge.ts';
import { digestOf } from '../../oci/digest.ts';
import type { Client } from '../client.ts';
import { isDeletionOff } from '../deletion.ts';
import type { Destination } from '../endpoint.ts';
import { Repository } from '../repository.ts';
import { pushScope } from '../scopes.ts';
import { closeSession, locate } from '../session.ts';
import type { HttpResponse } from '../transport.ts';
import type { CheckContext } from './context.ts';
import type { CheckLine } from './line.ts';
import { attempt, failed } from './outcome.ts';

/** Which kind of sign-in the registry asks for. */
export function challengeLine(context: CheckContext, front: HttpResponse): CheckLine {
  const id = 'challenge';
  const challenges = context.client.auth.challenges(front);
  const chosen = challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges[0];
  if (chosen) {
    const reason = chosen.scheme === 'bearer' ? 'bearer' : 'basic';
    return { id, state: 'pass', reason, detail: askedAt(chosen, context) };
  }
  if (front.status !== 401) return { id, state: 'pass', reason: 'open' };
  if (context.endpoint.proxied) return { id, state: 'fail', reason: 'no-challenge' };
  return { id, state: 'fail', reason: 'challenge-hidden', remedy: 'cors' };
}

function askedAt({ parameters }: Challenge, { endpoint, host }: CheckContext): string {
  try {
    return new URL(parameters.get('realm') ?? '', endpoint.address).host;
  } catch {
    return host;
  }
}

/** Whether the registry accepts the person's credentials. */
export async function signInLine(context: CheckContext, front: HttpResponse): Promise<CheckLine> {
  const id = 'sign-in';
  const asked = front.status === 401 || context.client.auth.challenges(front).length > 0;
  if (!asked) return { id, state: 'pass', reason: 'not-asked-for' };
  if (!context.username) return { id, state: 'unknown', reason: 'not-signed-in' };
  return attempt({ id, state: 'pass', reason: 'accepted', detail: context.username }, async () => {
    const url = `${context.endpoint.base}/v2/`;
    await context.client.answer({ method: 'GET', url, expect: [200] }, front);
  });
}

/** Whether a repository can be read: the start of its tags, and the manifest of the first. */
export async function pullLine(context: CheckContext): Promise<CheckLine> {
  const id = 'pull';
  const { repository: name } = context;
  if (!name) return { id, state: 'unknown', reason: 'name-a-repository' };
  return attempt({ id, state: 'pass', reason: 'allowed-to', detail: name }, async () => {
    const repository = new Repository({ client: context.client, digest: digestOf }, name);
    const [tag] = await repository.firstTags();
    if (tag !== undefined) await repository.resolve(tag);
  });
}

/** Whether something could be pushed: an upload is begun, and ended before anything is sent. */
export async function pushLine(context: CheckContext): Promise<CheckLine> {
  const id = 'push';
  const { repository } = context;
  if (!repository) return { id, state: 'unknown', reason: 'name-a-repository' };
  return attempt({ id, state: 'pass', reason: 'allowed-to', detail: repository }, async () => {
    const client = writer(context, repository);
    const url = `${context.endpoint.base}/v2/${repository}/blobs/uploads/`;
    const call = { method: 'POST', url } as const;
    const session = locate(client, call, await client.send({ ...call, expect: [202] }));
    if (session.own) await closeSession(client, session);
    else await askElsewhere(client, session);
  });
}

/**
 * Whether an upload would get to where the registry wants it, which isn't the registry: the session
 * is closed there, and who doesn't know it may say so.
 */
async function askElsewhere(client: Client, { url }: Destination): Promise<void> {
  const call = { method: 'DELETE', url } as const;
  try {
    await client.send({ ...call, anonymous: true, expect: [200, 202, 204, 400, 404, 405] });
  } catch (error) {
    if (!isChartroomError(error, 'proxy.refused')) throw error;
    const { origin } = new URL(client.endpoint.describe(url));
    const status = error.data.status ?? 0;
    const fault = { reason: 'location-elsewhere', location: origin } as const;
    throw client.protocol({ ...call, url: client.endpoint.base }, { status }, fault);
  }
}

/**
 * Whether manifests can be deleted: the deletion of one that can't exist is requested. A registry
 * with deletion answers that it doesn't exist (404).
 */
export async function deleteLine(context: CheckContext): Promise<CheckLine> {
  const id = 'delete';
  const { repository } = context;
  if (!repository) return { id, state: 'unknown', reason: 'name-a-repository' };
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const url = `${context.endpoint.base}/v2/${repository}/manifests/${await digestOf(bytes)}`;
  try {
    await writer(context, repository).send({ method: 'DELETE', url, expect: [202, 404] });
    return { id, state: 'pass', reason: 'deletes', likely: true };
  } catch (thrown) {
    if (isDeletionOff(thrown)) return { id, state: 'fail', reason: 'keeps', remedy: 'deletion' };
    return failed(id, thrown);
  }
}

function writer({ client }: CheckContext, repository: string): Client {
  return client.scoped(pushScope(repository));
}
