import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import type { Call, Client } from './client.ts';
import type { Destination } from './endpoint.ts';
import { growingPause } from './retry.ts';
import type { HttpResponse } from './transport.ts';

/** Registries move a finished upload into place before they answer: minutes, for a large one. */
export const FINISHING_TIMEOUT = 5 * 60_000;
/** Some registries take a blob as nothing else. */
export const OCTET_STREAM = 'application/octet-stream';
/** Tidying up isn't worth a minute. */
const CLOSING_TIMEOUT = 5_000;
const MAX_CLOSING = 4;
/**
 * Milliseconds until a registry has surely seen that an upload broke off. A session closed
 * before that comes back: the upload that is still being read writes its part into it.
 */
const SETTLING = 400;

/** Where a blob is sent. */
export interface Session extends Destination {
  /** The most that the registry takes in one request, where it says so. */
  maxChunk?: number;
}

/** Where a blob is mounted from. */
export interface MountOrigin {
  repository: string;
  /** Signed in to read there, and to write where the blob is to go. */
  client: Client;
}

/**
 * Opens an upload session; undefined if the registry has the blob.
 *
 * A session is asked for as a mount of the blob (distribution-spec, "Mounting a blob from
 * another repository"): 201 means that it is there now, 202 begins an ordinary upload. It is
 * mounted from `origin`, or else from the very repository it is to go to, which saves the look
 * before (HEAD) its round trip.
 */
export async function openSession(
  client: Client,
  repository: string,
  digest: Digest,
  origin?: MountOrigin,
): Promise<Session | undefined> {
  // With the slash at the end: without it Distribution answers 301, which no page can follow.
  const url = `${client.endpoint.base}/v2/${repository}/blobs/uploads/`;
  const mount = (from: string): Call => ({
    method: 'POST',
    url: `${url}?mount=${digest}&from=${encodeURIComponent(from)}`,
    expect: [201, 202, 400, 404, 405, 406, 415, 422],
  });
  let response = origin
    ? await unlessDenied(origin.client.send(mount(origin.repository)))
    : await client.send(mount(repository));
  if (response?.status === 201) return undefined;
  if (response?.status !== 202) {
    response = await client.send({ method: 'POST', url, expect: [202] });
  }
  const maxChunk = Number(response.headers.get('OCI-Chunk-Max-Length') ?? 0);
  const session = locate(client, { method: 'POST', url }, response);
  return maxChunk > 0 ? { ...session, maxChunk } : session;
}

/**
 * No answer where rights were missing: mounting takes the right to read elsewhere, which the
 * upload itself doesn't need, and not every token server gives both in one token.
 */
async function unlessDenied(mounting: Promise<HttpResponse>): Promise<HttpResponse | undefined> {
  try {
    return await mounting;
  } catch (error) {
    if (isChartroomError(error, 'auth.required') || isChartroomError(error, 'auth.denied')) {
      return undefined;
    }
    throw error;
  }
}

/** Where the answer to `call` says to go on. */
export function locate(
  client: Client,
  call: { method: 'GET' | 'POST' | 'PATCH'; url: string },
  response: HttpResponse,
): Destination {
  const location = response.headers.get('Location');
  if (location === null) throw client.protocol(call, response, { reason: 'no-location' });
  const destination = client.endpoint.locate(location, call.url);
  if (!destination) throw client.protocol(call, response, { reason: 'location-elsewhere' });
  return destination;
}

/** The address that finishes a session: the digest appended as text, since a query may be signed. */
export function finishingUrl({ url }: Destination, digest: Digest): string {
  return `${url}${url.includes('?') ? '&' : '?'}digest=${digest}`;
}

/** Ends an upload session that nothing was sent to. */
export async function closeSession(client: Client, session: Destination): Promise<void> {
  await tidily(async () => void (await remove(client, session)));
}

/**
 * Ends the session of an upload that broke off, so that the registry needn't keep what came of
 * it. Distribution 3 wants it by the address it has since: it tells on request, and again if
 * more was still on its way. By the old address even the preflight is refused (416), so a page
 * must ask first. Distribution 2.8 doesn't tell (404): there the part stays until the
 * registry's own clean-up.
 */
export async function closeBroken(client: Client, session: Destination): Promise<void> {
  await client.clock.sleep(SETTLING);
  await tidily(async () => {
    let at = session;
    for (let tries = 1; tries <= MAX_CLOSING; tries++) {
      const status = await ask(client, 'GET', at);
      if (status.status === 404) break;
      at = locate(client, { method: 'GET', url: at.url }, status);
      if ((await remove(client, at)) !== 416) return;
      await client.clock.sleep(growingPause(tries, client.clock));
    }
    await remove(client, session);
  });
}

async function remove(client: Client, session: Destination): Promise<number> {
  return (await ask(client, 'DELETE', session)).status;
}

function ask(
  client: Client,
  method: 'DELETE' | 'GET',
  { url, own }: Destination,
): Promise<HttpResponse> {
  return client.send({
    method,
    url,
    anonymous: !own,
    expect: [200, 202, 204, 404, 416],
    idleTimeout: CLOSING_TIMEOUT,
    idempotent: true,
  });
}

/** What went wrong before is what matters, and a registry cleans up in time. */
async function tidily(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // See above.
  }
}
