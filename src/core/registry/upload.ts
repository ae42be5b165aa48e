import type { Descriptor } from '../oci/descriptor.ts';
import type { TransferOptions } from '../target/target.ts';
import { abortable } from './abortable.ts';
import type { Client } from './client.ts';
import type { Destination } from './endpoint.ts';
import type { HttpResponse } from './transport.ts';

/** A blob worth a look before it is sent, where the registry may not have told. */
const WORTH_A_LOOK = 256 * 1024;
/** Registries move a finished upload into place before they answer: minutes, for a large one. */
const FINISHING_TIMEOUT = 5 * 60_000;
/** Whoever cancels doesn't wait for the registry to tidy up. */
const CLOSING_TIMEOUT = 5_000;
const OCTET_STREAM = 'application/octet-stream';

/**
 * Stores a blob in two requests, one if it is there already.
 *
 * An upload session is asked for as a mount of the blob from the very repository it shall go
 * to (distribution-spec, "Mounting a blob from another repository"): 201 means that it is
 * there, 202 begins an ordinary upload. That saves the look before (HEAD) its round trip. A
 * registry that doesn't mount answers 202 for what it has, so for a blob that would cost
 * something to send the look goes out beside it.
 *
 * The blob follows in one PUT: sending it with the POST is ignored by Distribution (it would
 * be paid twice), in pieces it is refused by Google's Artifact Registry.
 */
export async function upload(
  client: Client,
  repository: string,
  descriptor: Descriptor,
  blob: Blob,
  options: TransferOptions = {},
): Promise<void> {
  const { digest, size } = descriptor;
  // Not aborted itself: a session whose address never arrived couldn't be closed.
  const opening = openSession(client, repository, descriptor);
  const looking =
    size > WORTH_A_LOOK && isThere(client, repository, descriptor, options).catch(() => false);
  let session: Destination | undefined;
  try {
    session = await abortable(opening, options.signal);
    if (session && (await looking)) await close(client, session);
    else if (session) await put(client, session, digest, blob, options);
  } catch (error) {
    if (session) await close(client, session);
    else void opening.then((late) => late && close(client, late)).catch(() => undefined);
    throw error;
  }
  options.onProgress?.(size);
}

/** Whether the registry says that it has the blob; anything but yes is no. */
export async function isThere(
  client: Client,
  repository: string,
  { digest }: Descriptor,
  { signal }: TransferOptions,
): Promise<boolean> {
  const response = await client.send({
    method: 'HEAD',
    url: `${client.endpoint.base}/v2/${repository}/blobs/${digest}`,
    expect: [200, 400, 403, 404, 405],
    ...(signal && { signal }),
  });
  return response.status === 200;
}

/** Where to send the blob; undefined if it is there. */
async function openSession(
  client: Client,
  repository: string,
  { digest }: Descriptor,
): Promise<Destination | undefined> {
  // With the slash at the end: without it Distribution answers 301, which no page can follow.
  const url = `${client.endpoint.base}/v2/${repository}/blobs/uploads/`;
  const open = { method: 'POST' } as const;
  const mount = { ...open, url: `${url}?mount=${digest}&from=${encodeURIComponent(repository)}` };
  let response = await client.send({ ...mount, expect: [201, 202, 400, 404, 405, 406, 415, 422] });
  if (response.status === 201) return undefined;
  if (response.status !== 202) response = await client.send({ ...open, url, expect: [202] });
  return locate(client, url, response);
}

function locate(client: Client, url: string, response: HttpResponse): Destination {
  const location = response.headers.get('Location');
  const call = { method: 'POST', url } as const;
  if (location === null) throw client.protocol(call, response, 'no Location');
  const destination = client.endpoint.locate(location, url);
  if (!destination) throw client.protocol(call, response, 'a Location elsewhere');
  return destination;
}

async function put(
  client: Client,
  session: Destination,
  digest: string,
  blob: Blob,
  { signal, onProgress }: TransferOptions,
): Promise<void> {
  // Appended as text: what the registry put in the query is opaque, and may be signed.
  const separator = session.url.includes('?') ? '&' : '?';
  await client.send({
    method: 'PUT',
    url: `${session.url}${separator}digest=${digest}`,
    anonymous: !session.own,
    headers: { 'Content-Type': OCTET_STREAM },
    // A blob sends its own type if it has one, and some registries take no other than this.
    body: blob.slice(0, blob.size, OCTET_STREAM),
    expect: [200, 201, 204],
    idleTimeout: FINISHING_TIMEOUT,
    ...(signal && { signal }),
    ...(onProgress && { onUpload: onProgress }),
  });
}

/**
 * Ends an upload session, so that the registry needn't keep what came. Where a part had come,
 * Distribution 3 wants the session by the address it has since (416): it tells on request.
 * Distribution 2.8 doesn't (404): there the part stays until the registry's own clean-up.
 */
async function close(client: Client, session: Destination): Promise<void> {
  const ask = (method: 'DELETE' | 'GET', { url, own }: Destination) =>
    client.send({
      method,
      url,
      anonymous: !own,
      expect: method === 'GET' ? [200, 204] : [200, 202, 204, 404, 416],
      idleTimeout: CLOSING_TIMEOUT,
    });
  try {
    const { status } = await ask('DELETE', session);
    if (status !== 416) return;
    await ask('DELETE', locate(client, session.url, await ask('GET', session)));
  } catch {
    // What went wrong before is what matters; the registry cleans up in time.
  }
}
