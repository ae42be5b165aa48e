import { abortable } from '../abortable.ts';
import { isChartroomError, type ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { TransferOptions } from '../content/target.ts';
import { sendChunks } from './chunks.ts';
import type { Client } from './client.ts';
import { NO_HEAD } from './manifests.ts';
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

/** The smallest blob for which a HEAD is sent before the upload. */
const WORTH_A_LOOK = 256 * 1024;

/** Tries of an upload without a response: more than for a request, since each is a new session. */
const MAX_UNANSWERED = 4;

/** A blob on its way to a repository. */
export interface Upload {
  client: Client;
  repository: string;
  descriptor: Descriptor;
  /** Another repository of the registry, from which the blob may be mounted. */
  origin?: MountOrigin;
  /** Reads the bytes; if there is an `origin`, this is a download from there. */
  read: () => Promise<Blob>;
}

/**
 * Stores a blob in two requests, or one if it is there already. After a temporary failure
 * everything is repeated, since a broken session can't be continued.
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
  // This request isn't aborted: without the session's address the session couldn't be closed.
  const opening = openSession(client, repository, descriptor.digest, origin);
  const looking = look(job, opening, options);
  let session: Session | undefined;
  try {
    session = await abortable(opening, options.signal);
    if (session && (await looking)) await closeSession(client, session);
    else if (session) await send(client, session, descriptor, await read(), options);
  } catch (error) {
    // After a cancellation the person needn't wait for this.
    const answered = isChartroomError(error) && 'status' in error.data;
    const close = session && !answered ? closeBroken : closeSession;
    const closing = opening.then((late) => late && close(client, late)).catch(() => {});
    if (!options.signal?.aborted) await closing;
    throw error;
  }
  options.onProgress?.(descriptor.size);
}

/**
 * Whether the blob is there already. A registry that doesn't mount opens a session even then, so
 * for a large blob a HEAD is sent in parallel with the request for the session. If the blob can be
 * mounted from another repository, that usually succeeds, so the HEAD waits for the result.
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

/** Whether the registry confirms that it has the blob; any other response counts as no. */
export async function isThere(
  client: Client,
  repository: string,
  { digest }: Descriptor,
  { signal }: TransferOptions,
): Promise<boolean> {
  const response = await client.send({
    method: 'HEAD',
    url: `${client.endpoint.base}/v2/${repository}/blobs/${digest}`,
    expect: [200, 403, 404, ...NO_HEAD],
    signal,
  });
  return response.status === 200;
}

/**
 * Sends the blob in one PUT: Distribution ignores a body of the POST (so it would be sent twice),
 * and Google's Artifact Registry refuses chunks. Chunks are used only if the registry limits the
 * size of a request.
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
    body: blob,
    expect: [200, 201, 204],
    idleTimeout: FINISHING_TIMEOUT,
    signal,
    onUpload: onProgress,
  });
}

/**
 * Whether the session has expired, or is unknown to the instance of the registry that received the
 * request (Distribution without a shared `http.secret`). Such an instance refuses the preflight of
 * a page that reaches it directly, so the page sees only that no response came.
 */
function isSessionLost(error: ChartroomError, tries: number): boolean {
  if (isUnanswered(error)) return tries < MAX_UNANSWERED;
  if (!isChartroomError(error, 'registry.refused')) return false;
  const { status, faults = [] } = error.data;
  return status === 416 || faults.some(({ code }) => code.startsWith('BLOB_UPLOAD_'));
}
