import { ChartroomError, type RequestFacts } from '../errors.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

/**
 * Whether anything at all answers at an address, even what a page may not read. The page's
 * own: `no-cors` requests exist only there.
 */
export type Probe = (url: string) => Promise<boolean>;

export interface ExchangeOptions {
  transport: Transport;
  /** Without one, what gets no answer that can be read counts as not answering. */
  probe?: Probe | undefined;
}

/**
 * Sends a request once. Where no answer comes that can be read, that is `aborted` if the caller
 * called it off, `registry.cors` if something answers there all the same, else
 * `registry.unreachable`; the last two with `facts`.
 */
export async function exchange(
  request: HttpRequest,
  facts: RequestFacts,
  { transport, probe }: ExchangeOptions,
): Promise<HttpResponse> {
  try {
    return await transport(request);
  } catch (cause) {
    if (request.signal?.aborted) throw new ChartroomError('aborted', {}, { cause });
    const answers = (await probe?.(request.url)) ?? false;
    throw new ChartroomError(answers ? 'registry.cors' : 'registry.unreachable', facts, { cause });
  }
}
