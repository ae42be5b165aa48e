import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '../../src/core/errors.ts';
import type { Answer, Exchange } from './exchange.ts';

/** Something that goes wrong between a page and its registry. */
export interface Fault {
  name: string;
  /** The errors that it may end in; none where it must do no harm. */
  codes: ErrorCode[];
  /** The requests that it can happen to; all if not given. */
  fits?: (request: IncomingMessage) => boolean;
  /** A part of an upload has come to the registry. */
  leavesPart?: boolean;
  act: (exchange: Exchange) => Promise<void>;
}

const reading = ({ method }: IncomingMessage) => method === 'GET';
const looking = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD';
const manifest = ({ url }: IncomingMessage) => Boolean(url?.includes('/manifests/'));
const opening = ({ method }: IncomingMessage) => method === 'POST';
const blob = ({ method, url }: IncomingMessage) =>
  method === 'PUT' && Boolean(url?.includes('/uploads/'));

/** What comes of content that isn't what it should be, whatever it is. */
const WRONG: ErrorCode[] = [
  'size.mismatch',
  'digest.mismatch',
  'manifest.invalid',
  'registry.protocol',
];

/** The registry's answer, with a changed body that nothing else gives away. */
function changing(change: (body: Buffer, exchange: Exchange) => Buffer) {
  return async (exchange: Exchange) => {
    const answer = await exchange.forward();
    exchange.reply({ ...answer, body: change(answer.body, exchange) });
  };
}

/** The registry's answer, with changed headers. */
function heading(change: (headers: Answer['headers']) => Answer['headers']) {
  return async (exchange: Exchange) => {
    const answer = await exchange.forward();
    exchange.reply({ ...answer, headers: { ...answer.headers, ...change(answer.headers) } });
  };
}

/** An answer of the proxy's own: the registry hears of the request, or it doesn't. */
function status(code: number, headers: Record<string, string> = {}, heard = false) {
  return async (exchange: Exchange) => {
    if (heard) await exchange.forward();
    exchange.reply({ status: code, headers, body: Buffer.from('<html>oops</html>') });
  };
}

export const faults: [Fault, ...Fault[]] = [
  {
    name: 'latency',
    codes: [],
    act: async (exchange) => {
      await sleep(exchange.random.below(30));
      exchange.reply(await exchange.forward());
    },
  },
  {
    name: 'gzip',
    codes: [],
    fits: reading,
    act: async (exchange) => {
      const answer = await exchange.forward();
      const headers = { ...answer.headers, 'content-encoding': 'gzip' };
      exchange.reply({ ...answer, headers, body: gzipSync(answer.body) });
    },
  },
  {
    name: 'hidden headers',
    codes: [],
    act: heading(() => ({
      'docker-content-digest': undefined,
      'content-range': undefined,
      link: undefined,
    })),
  },
  {
    name: 'reset before the registry heard',
    codes: ['registry.unreachable'],
    act: async (exchange) => exchange.hangUp(),
  },
  {
    name: 'reset after the registry heard',
    codes: ['registry.unreachable'],
    act: async (exchange) => {
      await exchange.forward();
      exchange.hangUp();
    },
  },
  {
    name: 'reset in mid-answer',
    codes: ['registry.unreachable', 'registry.cut-short', 'digest.mismatch', 'size.mismatch'],
    fits: reading,
    act: async (exchange) => {
      const answer = await exchange.forward();
      await exchange.replyPart(answer, exchange.random.below(answer.body.length));
    },
  },
  {
    name: 'reset in mid-upload',
    codes: ['registry.unreachable'],
    fits: blob,
    leavesPart: true,
    act: (exchange) => exchange.uploadPart(exchange.random.below(exchange.bodySize + 1)),
  },
  {
    name: 'body too short',
    codes: WRONG,
    fits: reading,
    act: changing((body, { random }) => body.subarray(0, random.below(body.length + 1))),
  },
  {
    name: 'body too long',
    codes: WRONG,
    fits: reading,
    act: changing((body) => Buffer.concat([body, Buffer.from('more')])),
  },
  {
    name: 'body altered',
    codes: WRONG,
    fits: reading,
    act: changing((body, { random }) => {
      const altered = Buffer.from(body);
      const at = random.below(body.length);
      altered[at] = (altered[at] ?? 0) ^ 1;
      return altered;
    }),
  },
  { name: '429', codes: ['registry.rate-limited'], act: status(429) },
  {
    name: '429 with Retry-After',
    codes: ['registry.rate-limited'],
    act: status(429, { 'retry-after': '1' }),
  },
  {
    name: '429 for an hour',
    codes: ['registry.rate-limited'],
    act: status(429, { 'retry-after': '3600' }),
  },
  { name: '500', codes: ['registry.refused'], act: status(500) },
  { name: '502', codes: ['registry.refused'], act: status(502) },
  { name: '502 though it worked', codes: ['registry.refused'], act: status(502, {}, true) },
  { name: '503', codes: ['registry.refused'], act: status(503) },
  {
    name: '503 with Retry-After',
    codes: ['registry.refused'],
    act: status(503, { 'retry-after': new Date(Date.now() + 2000).toUTCString() }),
  },
  {
    name: '401',
    codes: ['auth.denied', 'auth.required'],
    fits: ({ url }) => !url?.startsWith('/token'),
    act: async (exchange) => {
      const realm = `http://${exchange.request.headers.host}/token`;
      const challenge = `Bearer realm="${realm}",service="faults",error="invalid_token"`;
      exchange.reply({
        status: 401,
        headers: { 'www-authenticate': challenge },
        body: Buffer.of(),
      });
    },
  },
  {
    name: 'redirects in a circle',
    // That of a token server isn't followed, since it would take the password along.
    codes: ['registry.unreachable', 'registry.protocol'],
    fits: looking,
    act: async (exchange) => {
      const { host } = exchange.request.headers;
      const location = `http://${host}/circle${exchange.request.url}`;
      exchange.reply({ status: 307, headers: { location }, body: Buffer.of() });
    },
  },
  {
    name: 'a Location missing',
    codes: ['registry.protocol'],
    fits: opening,
    act: heading(() => ({ location: undefined })),
  },
  {
    name: 'a Location elsewhere',
    codes: ['registry.protocol'],
    fits: opening,
    act: async (exchange) => {
      const answer = await exchange.forward();
      exchange.reply({ ...answer, headers: { location: 'https://elsewhere.example/up' } });
    },
  },
  {
    name: 'a session lost',
    codes: ['registry.refused'],
    fits: blob,
    act: async (exchange) => {
      const { url = '' } = exchange.request;
      exchange.reply(await exchange.forward(url.replace(/_state=[^&]+/, '_state=none')));
    },
  },
  {
    name: 'a digest header that lies',
    codes: ['digest.mismatch', 'manifest.stored-otherwise'],
    fits: (request) => manifest(request) && request.method !== 'HEAD',
    act: heading((headers) =>
      headers['docker-content-digest']
        ? { 'docker-content-digest': `sha256:${'0'.repeat(64)}` }
        : {},
    ),
  },
  {
    name: 'a manifest by another type',
    codes: ['manifest.invalid', 'manifest.not-chart'],
    fits: (request) => manifest(request) && reading(request),
    act: heading(() => ({ 'content-type': 'text/html' })),
  },
];
