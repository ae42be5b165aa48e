import type { Digest } from '../digest.ts';
import { isChartroomError, type ErrorCode } from '../errors.ts';
import type { Client } from './client.ts';
import type { Destination } from './endpoint.ts';
import { growingPause } from './retry.ts';
import type { HttpResponse } from './transport.ts';

/**
 * Registries move a finished upload into place before they respond, which can take minutes for a
 * large one.
 */
export const FINISHING_TIMEOUT = 5 * 60_000;
/** The only Content-Type that some registries accept for a blob. */
export const OCTET_STREAM = 'application/octet-stream';
/** Closing a session isn't worth waiting for a whole minute. */
const CLOSING_TIMEOUT = 5_000;
const MAX_CLOSING = 4;
/**
 * Milliseconds after which a registry has noticed that an upload broke off. A session that is
 * closed earlier reappears, because the registry still writes the received part into it.
 */
const SETTLING = 400;

/** An upload session. */
export interface Session extends Destination {
  /** The most bytes that the registry accepts in one request, if it gives a limit. */
  maxChunk?: number;
}

/** The repository that a blob is mounted from. */
export interface MountOrigin {
  repository: string;
  /** Has the rights to read there and to write to the destination. */
  client: Client;
}

/**
 * Opens an upload session; undefined if the registry has the blob.
 *
 * The session is requested as a mount of the blob (distribution-spec, "Mounting a blob from another
 * repository"): 201 means that the repository has the blob now, 202 begins an ordinary upload. It
 * is mounted from `origin`, or otherwise from the destination repository itself, which saves the
 * round trip of a HEAD before the upload. Any other response says nothing of uploads, so the session
 * is then requested without a mount.
 */
export async function openSession(
  client: Client,
  repository: string,
  digest: Digest,
  origin: MountOrigin = { repository, client },
): Promise<Session | undefined> {
  // The slash at the end is needed: without it Distribution answers 301, which a page can't follow.
  const url = `${client.endpoint.base}/v2/${repository}/blobs/uploads/`;
  const from = `?mount=${digest.replaceAll('+', '%2B')}&from=${encodeURIComponent(origin.repository)}`;
  const mounting = origin.client.send({ method: 'POST', url: url + from, expect: ANY_SUCCESS });
  let response = await unlessRefused(mounting);
  if (response?.status === 201) return undefined;
  if (response?.status !== 202) {
    // containerd takes these three as well.
    response = await client.send({ method: 'POST', url, expect: [200, 202, 204] });
  }
  const maxChunk = Number(response.headers.get('OCI-Chunk-Max-Length') ?? 0);
  const session = locate(client, { method: 'POST', url }, response);
  return maxChunk > 0 ? { ...session, maxChunk } : session;
}

const ANY_SUCCESS = [200, 201, 202, 203, 204];

/**
 * The response to a mount, or undefined if it was refused, whatever the status: some registries
 * don't know the request and fail (500, 501), and a mount needs the right to read the origin, which
 * an upload doesn't need (401, 403). Refusals of some don't even have CORS headers.
 */
async function unlessRefused(mounting: Promise<HttpResponse>): Promise<HttpResponse | undefined> {
  try {
    return await mounting;
  } catch (error) {
    if (isChartroomError(error) && REFUSALS.includes(error.code)) return undefined;
    throw error;
  }
}

const REFUSALS: ErrorCode[] = ['auth.required', 'auth.denied', 'registry.refused', 'registry.cors'];

/** The address in the response to `call` at which the session continues. */
export function locate(
  client: Client,
  call: { method: 'GET' | 'POST' | 'PATCH'; url: string },
  response: HttpResponse,
): Destination {
  const location = response.headers.get('Location');
  if (location === null) {
    // A page can read every header of its own site's responses.
    const fault = { reason: 'no-location', hidden: !client.endpoint.proxied } as const;
    throw client.protocol(call, response, fault);
  }
  const destination = client.endpoint.locate(location, call.url);
  if (destination) return destination;
  const fault = { reason: 'location-elsewhere', location: originOf(location, call.url) } as const;
  throw client.protocol(call, response, fault);
}

/** Where a Location leads, without the path and its secrets. */
function originOf(location: string, from: string): string | undefined {
  const { host, origin } = URL.canParse(location, from) ? new URL(location, from) : {};
  return host ? origin : undefined;
}

/**
 * The address that finishes a session. The digest is appended as text, since the rest of the query
 * may be signed.
 */
export function finishingUrl({ url }: Destination, digest: Digest): string {
  return `${url}${url.includes('?') ? '&' : '?'}digest=${digest}`;
}

/** Closes an upload session that nothing was sent to. */
export async function closeSession(client: Client, session: Destination): Promise<void> {
  await tidily(async () => void (await remove(client, session)));
}

/**
 * Closes the session of an interrupted upload, so that the registry needn't keep the received part.
 * Distribution 3 accepts only the session's current address, which a GET returns, and which changes
 * again if more bytes were still arriving. With an old address even the preflight is refused (416),
 * so a page must get the current one first. Distribution 2.8 doesn't return it (404): there the
 * part remains until the registry's own clean-up.
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

/**
 * Ignores failures of cleaning up: the earlier error is the one to report, and a registry removes
 * old sessions by itself.
 */
async function tidily(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // Ignored, as explained above.
  }
}
