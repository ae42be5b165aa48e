import { ChartroomError, type RequestFacts } from '../errors.ts';
import { IDLE_TIMEOUT, type HttpRequest, type HttpResponse, type Transport } from './transport.ts';

/**
 * Whether a server answers at an address, even if the page may not read the response. Only pages
 * have it, since only they have `no-cors` requests.
 */
export type Probe = (url: string) => Promise<boolean>;

export interface ExchangeOptions {
  transport: Transport;
  /** Without one, a server without a readable response counts as unreachable. */
  probe?: Probe | undefined;
  /** The request goes to this site's proxy, so without a response it is the site that is away. */
  proxied?: boolean | undefined;
}

/**
 * Sends a request once. Without a readable response it throws `aborted` if the caller aborted the
 * request, `registry.cors` if the probe shows that a server answers there, and otherwise
 * `registry.unreachable`; the last two with `facts`. A browser refuses an unreadable response at
 * once, so silence never means CORS.
 */
export async function exchange(
  request: HttpRequest,
  facts: RequestFacts,
  { transport, probe, proxied = false }: ExchangeOptions,
): Promise<HttpResponse> {
  try {
    return await transport(request);
  } catch (cause) {
    if (request.signal?.aborted) throw new ChartroomError('aborted', {}, { cause });
    if (isTimeout(cause)) {
      const silence = (request.idleTimeout ?? IDLE_TIMEOUT) / 1000;
      throw new ChartroomError('registry.unreachable', { ...facts, silence }, { cause });
    }
    if (proxied) throw new ChartroomError('registry.unreachable', { ...facts, proxied }, { cause });
    const answers = (await probe?.(request.url)) ?? false;
    throw new ChartroomError(answers ? 'registry.cors' : 'registry.unreachable', facts, { cause });
  }
}

/** Whether the transport gave up after a time of silence. */
export function isTimeout(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'TimeoutError';
}
