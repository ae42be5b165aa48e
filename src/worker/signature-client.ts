import { ChartroomError } from '../core/errors.ts';
import type { SignatureVerifier } from '../core/provenance/verify.ts';
import { clientOf } from './client.ts';
import { WorkerPool } from './pool.ts';
import signatureWorkerUrl from './signature.worker.ts?worker&url';
import { startWorker } from './trusted.ts';

const IDLE_MS = 60_000;
/** Keys and signatures are untrusted: none may keep the worker busy forever. */
const TIMEOUT_MS = 30_000;

/**
 * OpenPGP.js in a worker of its own, which is started when a signature is verified: it is as large
 * as all the rest of the page.
 */
export function openVerifier(): SignatureVerifier {
  const pool = new WorkerPool<SignatureVerifier>(() => startWorker(signatureWorkerUrl), {
    size: 1,
    idleMs: IDLE_MS,
  });
  return clientOf<SignatureVerifier>({ verify: true }, async ({ method, args }) => {
    if (!globalThis.crypto?.subtle) throw new ChartroomError('signature.unavailable', {});
    return pool.run((worker) => worker.call(method, ...args), AbortSignal.timeout(TIMEOUT_MS));
  });
}
