import type { ClearSigned } from '../core/provenance/clear-sign.ts';
import { ChartroomError } from '../core/errors.ts';
import type { KeyFile } from '../core/provenance/keys.ts';
import type { SignatureCheck } from '../core/provenance/verdict.ts';
import type { SignatureVerifier } from '../core/provenance/verify.ts';
import { WorkerPool } from './pool.ts';
import signatureWorkerUrl from './signature.worker.ts?worker&url';
import { startWorker } from './trusted.ts';

const IDLE_MS = 60_000;
/** Keys and signatures come from strangers: none may keep the worker busy for good. */
const TIMEOUT_MS = 30_000;

/**
 * OpenPGP.js in a worker of its own, which starts when somebody wants a signature verified: it
 * is as large as all the rest of the page.
 */
export class SignatureClient implements SignatureVerifier {
  readonly #pool = new WorkerPool<SignatureVerifier>(() => startWorker(signatureWorkerUrl), {
    size: 1,
    idleMs: IDLE_MS,
  });

  async verify({ plaintext, signature }: ClearSigned, keys: KeyFile[]): Promise<SignatureCheck[]> {
    if (!globalThis.crypto?.subtle) throw new ChartroomError('signature.unavailable', {});
    const message = { plaintext, signature };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return this.#pool.run((worker) => worker.call('verify', message, keys), signal);
  }
}
