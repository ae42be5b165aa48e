import { abortable } from '../abortable.ts';
import { isChartroomError, type ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { TransferOptions } from '../content/target.ts';
import { sendChunks } from './chunks.ts';
import type { Client } from './client.ts';
import { retrying } from './retry.ts';
import {
  closeBroken,
  closeSession,
  FINISHING_TIMEOUT,
  finishingUrl,
  OCTET_STREAM,
  openSession,
  type Session,
} from './session.ts';

/** A blob worth a look before it is sent, where the registry may not have told. */
const WORTH_A_LOOK = 256 * 1024;

/**
 * Stores a blob in two requests, one if it is there already; all over again where something
 * went wrong that may pass, since a session that broke can't be gone on with.
 */
export function upload(
  client: Client,
  repository: string,
  descriptor: Descriptor,
  blob: Blob,
  options: TransferOptions = {},
): Promise<void> {
  return retrying(() => uploadOnce(client, repository, descriptor, blob, options), {
    clock: client.clock,
    also: isSessionLost,
    signal: options.signal,
  });
}

/**
 * A registry that doesn't mount opens a session for what it has, so for a blob that would
 * cost something to send a look goes out beside the request for the session.
 */
async function uploadOnce(
  client: Client,
  repository: string,
  descriptor: Descriptor,
  blob: Blob,
  options: TransferOptions,
): Promise<void> {
  const { digest, size } = descriptor;
  // Not aborted itself: a session whose address never arrived couldn't be closed.
  const opening = openSession(client, repository, digest);
  const looking =
    size > WORTH_A_LOOK && isThere(client, repository, descriptor, options).catch(() => false);
  let session: Session | undefined;
  try {
    session = await abortable(opening, options.signal);
    if (session && (await looking)) await closeSession(client, session);
    else if (session) await send(client, session, descriptor, blob, options);
  } catch (error) {
    // Whoever cancels needn't wait for it.
    const answered = isChartroomError(error) && 'status' in error.data;
    const close = session && !answered ? closeBroken : closeSession;
    const closing = opening.then((late) => late && close(client, late)).catch(() => {});
    if (!options.signal?.aborted) await closing;
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
    signal,
  });
  return response.status === 200;
}

/**
 * The blob in one PUT: sending it with the POST is ignored by Distribution (it would be paid
 * twice), in pieces it is refused by Google's Artifact Registry. In pieces only where the
 * registry takes no more at once.
 */
async function send(
  client: Client,
  session: Session,
  { digest }: Descriptor,
  blob: Blob,
  options: TransferOptions,
): Promise<void> {
  if (session.maxChunk !== undefined && blob.size > session.maxChunk) {
    return sendChunks(client, session, session.maxChunk, digest, blob, options);
  }
  const { signal, onProgress } = options;
  await client.send({
    method: 'PUT',
    url: finishingUrl(session, digest),
    anonymous: !session.own,
    headers: { 'Content-Type': OCTET_STREAM },
    // A blob sends its own type if it has one.
    body: blob.slice(0, blob.size, OCTET_STREAM),
    expect: [200, 201, 204],
    idleTimeout: FINISHING_TIMEOUT,
    signal,
    onUpload: onProgress,
  });
}

/** The session is gone, or not where another instance of the registry looks for it. */
function isSessionLost(error: ChartroomError): boolean {
  if (!isChartroomError(error, 'registry.refused')) return false;
  const { status, faults = [] } = error.data;
  return status === 416 || faults.some(({ code }) => code.startsWith('BLOB_UPLOAD_'));
}
