import { abortable } from '../abortable.ts';
import { isChartroomError, type ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { TransferOptions } from '../content/target.ts';
import { sendChunks } from './chunks.ts';
import type { Client } from './client.ts';
import { isUnanswered, retrying } from './retry.ts';
import {
  closeBroken,
  closeSession,
  FINISHING_TIMEOUT,
  finishingUrl,
  OCTET_STREAM,
  openSession,
  type MountOrigin,
  type Session,
} from './session.ts';

/** A blob worth a look before it is sent, where the registry may not have told. */
const WORTH_A_LOOK = 256 * 1024;

/** Tries of an upload that gets no answer: more than a request's, since each is a new session. */
const MAX_UNANSWERED = 4;

/** A blob on its way to a repository. */
interface Upload {
  client: Client;
  repository: string;
  descriptor: Descriptor;
  /** Another repository of the registry, from which the blob may be mounted. */
  origin?: MountOrigin;
  /** The bytes; where there is an `origin` they come from there, and cost a download. */
  read: () => Promise<Blob>;
}

/**
 * Stores a blob in two requests, one if it is there already; all over again where something
 * went wrong that may pass, since a session that broke can't be gone on with.
 */
export function upload(job: Upload, options: TransferOptions = {}): Promise<void> {
  return retrying(() => uploadOnce(job, options), {
    clock: job.client.clock,
    also: isSessionLost,
    signal: options.signal,
  });
}

async function uploadOnce(job: Upload, options: TransferOptions): Promise<void> {
  const { client, repository, descriptor, origin, read } = job;
  // Not aborted itself: a session whose address never arrived couldn't be closed.
  const opening = openSession(client, repository, descriptor.digest, origin);
  const looking = look(job, opening, options);
  let session: Session | undefined;
  try {
    session = await abortable(opening, options.signal);
    if (session && (await looking)) await closeSession(client, session);
    else if (session) await send(client, session, descriptor, await read(), options);
  } catch (error) {
    // Whoever cancels needn't wait for it.
    const answered = isChartroomError(error) && 'status' in error.data;
    const close = session && !answered ? closeBroken : closeSession;
    const closing = opening.then((late) => late && close(client, late)).catch(() => {});
    if (!options.signal?.aborted) await closing;
    throw error;
  }
  options.onProgress?.(descriptor.size);
}

/**
 * Whether the blob is there already. A registry that doesn't mount opens a session even then,
 * so for a blob that would cost something to send a look goes out beside the request for the
 * session; where it may be mounted from elsewhere, mostly it is, and the look waits for that.
 */
async function look(
  { client, repository, descriptor, origin }: Upload,
  opening: Promise<unknown>,
  options: TransferOptions,
): Promise<boolean> {
  try {
    if (origin && !(await opening)) return true;
    if (!origin && descriptor.size <= WORTH_A_LOOK) return false;
    return await isThere(client, repository, descriptor, options);
  } catch {
    return false;
  }
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

/**
 * The session is gone, or unknown to another instance of the registry that got its address
 * (Distribution without a shared `http.secret`). To a page that reaches it directly such an
 * instance refuses the preflight, so all that can be seen is that no answer came.
 */
function isSessionLost(error: ChartroomError, tries: number): boolean {
  if (isUnanswered(error)) return tries < MAX_UNANSWERED;
  if (!isChartroomError(error, 'registry.refused')) return false;
  const { status, faults = [] } = error.data;
  return status === 416 || faults.some(({ code }) => code.startsWith('BLOB_UPLOAD_'));
}
