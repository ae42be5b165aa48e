/** Runs in the browser: a blob to a registry and back, by the page's own transport. */
import { ChartroomError } from '../../../src/core/errors.ts';
import { digestOf } from '../../../src/core/oci/digest.ts';
import { Registry } from '../../../src/core/registry/registry.ts';
import { browserTransport, probe } from '../../../src/platform/transport.ts';

export interface TransferRequest {
  host: string;
  /** Bytes of the blob. */
  size: number;
  /** Cancels the upload when so many bytes have been sent. */
  cancelAt?: number;
  credentials?: { username: string; password: string };
}

export interface TransferResult {
  /** The error's code; empty if there was none. */
  code: string;
  /** What the progress of the upload and of the download said, in turn. */
  sent: number[];
  received: number[];
  equal: boolean;
}

async function transfer(request: TransferRequest): Promise<TransferResult> {
  const { size, cancelAt, ...registry } = request;
  const options = { ...registry, transport: browserTransport, probe };
  const repository = new Registry(options).repository('page');
  const blob = new Blob([new Uint8Array(size).fill(7)], { type: 'text/plain' });
  const digest = await digestOf(blob);
  const descriptor = { mediaType: 'application/octet-stream', digest, size };
  const cancel = new AbortController();
  const result: TransferResult = { code: '', sent: [], received: [], equal: false };
  try {
    await repository.push(descriptor, blob, {
      signal: cancel.signal,
      onProgress: (bytes) => {
        result.sent.push(bytes);
        if (cancelAt !== undefined && bytes >= cancelAt) cancel.abort();
      },
    });
    const onProgress = (bytes: number) => result.received.push(bytes);
    const back = await repository.fetch(descriptor, { onProgress });
    result.equal = (await digestOf(back)) === digest;
  } catch (error) {
    result.code = ChartroomError.from(error).code;
  }
  return result;
}

Object.assign(globalThis, { transfer });
