import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** What the proxy knows of upload sessions, by their id. */
export interface Sessions {
  /** Sessions that the client can't close: it was never told, or the registry doesn't let it. */
  lost: Set<string>;
  /** A token was refused: the client may have had none to close a session with. */
  tokenRefused: boolean;
}

export interface Surroundings {
  /** The registry's address. */
  upstream: string;
  random: Random;
  sessions: Sessions;
  /** Answers that are the proxy's own; undefined for what the registry answers. */
  own: (request: IncomingMessage) => Answer | undefined;
}

/** One request on its way through the proxy, with what a fault may do to it. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly random: Random;
  readonly #body: Buffer;
  readonly #response: ServerResponse;
  readonly #upstream: URL;
  readonly #around: Surroundings;

  constructor(
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    around: Surroundings,
  ) {
    this.request = request;
    this.random = around.random;
    this.#body = body;
    this.#response = response;
    this.#upstream = new URL(around.upstream);
    this.#around = around;
  }

  /** The registry's answer to the request as it came, or with another path. */
  async forward(path = this.request.url ?? '/'): Promise<Answer> {
    const own = this.#around.own(this.request);
    if (own) return own;
    const { method, headers } = this.request;
    const answer = await new Promise<Answer>((resolve, reject) => {
      const outgoing = send(this.#upstream, { method, path, headers }, (incoming) => {
        const { statusCode: status = 0, headers } = incoming;
        const whole = async () => Buffer.concat(await incoming.toArray());
        whole().then((body) => resolve({ status, headers, body }), reject);
      });
      outgoing.on('error', reject).end(this.#body);
    });
    // Until the client has been told of a session, it isn't the client's to close.
    const session = sessionOf(answer);
    if (method === 'POST' && session) this.#around.sessions.lost.add(session);
    return answer;
  }

  /** Gives the client an answer, whole. */
  reply({ status, headers, body }: Answer): void {
    const { method } = this.request;
    const length = method === 'HEAD' ? headers['content-length'] : String(body.length);
    const rest = { ...headers, 'transfer-encoding': undefined, 'content-length': length };
    const present = Object.entries(rest).filter(([, value]) => value !== undefined);
    this.#response.writeHead(status, Object.fromEntries(present));
    this.#response.end(method === 'HEAD' ? undefined : body);
    const session = sessionOf({ headers });
    if (method === 'POST' && session && headers['location'])
      this.#around.sessions.lost.delete(session);
  }

  /** Gives the client an answer's head and so much of its body, and no more. */
  async replyPart({ status, headers, body }: Answer, bytes: number): Promise<void> {
    // Closed for good: the next request mustn't come to this connection.
    const rest = { connection: 'close', 'content-length': String(body.length) };
    this.#response.writeHead(status, { ...headers, ...rest });
    await new Promise((resolve) => this.#response.write(body.subarray(0, bytes), resolve));
    await sleep(5);
    this.hangUp();
  }

  /** Sends the registry so much of the request's body, then breaks both connections. */
  async uploadPart(bytes: number): Promise<void> {
    const { method, url, headers } = this.request;
    const outgoing = send(this.#upstream, { method, path: url, headers });
    outgoing.on('error', () => {});
    await new Promise((resolve) => outgoing.write(this.#body.subarray(0, bytes), resolve));
    await sleep(20);
    outgoing.destroy();
    await sleep(20);
    this.hangUp();
  }

  /** Breaks the client's connection. */
  hangUp(): void {
    this.#response.destroy();
  }

  get bodySize(): number {
    return this.#body.length;
  }

  /** The session that the request's path names can't be closed any more, or perhaps not. */
  loseSession(): void {
    const session = /\/uploads\/([^/?]+)/.exec(this.request.url ?? '')?.[1];
    if (session) this.#around.sessions.lost.add(session);
  }
}

function sessionOf({ headers }: Pick<Answer, 'headers'>): string | undefined {
  const id = headers['docker-upload-uuid'];
  return typeof id === 'string' ? id : undefined;
}
