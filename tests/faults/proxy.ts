import type { IncomingMessage } from 'node:http';
import { startServer, type RunningServer } from '../support/server.ts';
import { Exchange, type Answer, type Sessions } from './exchange.ts';
import { faults, type Fault } from './faults.ts';
import { Random } from './random.ts';

const KINDS_AT_ONCE = 3;

export interface FaultProxy extends RunningServer {
  sessions: Sessions;
  /** From here on, faults come as chance and this seed have it. */
  begin(seed: number, probability: number): void;
  /** No more faults; those that happened since `begin`, by name. */
  end(): Fault[];
}

/**
 * A proxy in front of a registry, which breaks things. It hands out tokens, and takes any.
 * `closesPart`: the registry lets a session be closed that a part of its content has come to.
 */
export async function startFaultProxy(
  upstream: string,
  { closesPart }: { closesPart: boolean },
): Promise<FaultProxy> {
  const sessions: Sessions = { lost: new Set(), tokenRefused: false };
  let random = new Random(0);
  let probability = 0;
  let weather: Fault[] = [];
  let happened: Fault[] = [];
  let tokens = 0;

  const around = () => ({ upstream, random, sessions, own });
  const server = await startServer((request, response) => {
    const handle = async () => {
      const body = Buffer.concat(await request.toArray());
      const exchange = new Exchange(request, body, response, around());
      const fault = random.chance(probability) ? fitting(exchange) : undefined;
      if (!fault) return exchange.reply(await exchange.forward());
      happened.push(fault);
      if (isCleaningUp(request) || (fault.leavesPart && !closesPart)) exchange.loseSession();
      if (request.url?.startsWith('/token')) sessions.tokenRefused = true;
      await fault.act(exchange);
    };
    handle().catch(() => response.destroy());
  });

  /** One of the faults in the air that can happen to this request. */
  const fitting = ({ request }: Exchange): Fault | undefined => {
    const [first, ...others] = weather.filter(({ fits }) => fits?.(request) ?? true);
    return first && random.pick([first, ...others]);
  };

  const own = ({ url = '', headers }: IncomingMessage): Answer | undefined => {
    if (url.startsWith('/token')) {
      const body = Buffer.from(JSON.stringify({ token: `token-${++tokens}`, expires_in: 300 }));
      return { status: 200, headers: {}, body };
    }
    if (url.startsWith('/circle')) {
      const location = `http://${headers.host}${url}`;
      return { status: 307, headers: { location }, body: Buffer.of() };
    }
    return undefined;
  };

  return {
    ...server,
    sessions,
    begin(seed, chance) {
      random = new Random(seed);
      probability = chance;
      sessions.tokenRefused = false;
      // A few at a time: with all of them at once, the crude ones end a transfer before the fine
      // ones are reached.
      weather = Array.from({ length: KINDS_AT_ONCE }, () => random.pick(faults));
      happened = [];
    },
    end() {
      probability = 0;
      return happened;
    },
  };
}

/** What closes a session may break as well: that one is left through no fault of the client's. */
function isCleaningUp({ method, url }: IncomingMessage): boolean {
  return method === 'DELETE' || (method === 'GET' && Boolean(url?.includes('/uploads/')));
}
