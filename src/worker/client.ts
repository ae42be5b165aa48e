import { isRecord } from '../core/json.ts';
import type { CallOf, Method, Remote } from './protocol.ts';

/** Every method of a service, by its name: one that is missing or unknown is a type error. */
export type MethodList<T> = Readonly<Record<Method<T>, true>>;

/** Has a call made in another thread; `signal` is the one that came with the call's options. */
export type Send<T> = (call: CallOf<T>, signal: AbortSignal | undefined) => Promise<unknown>;

/**
 * The service `T` of another thread, to be called like one of this thread. An `AbortSignal`
 * can't be sent to another thread: `send` gets it beside the call, and decides what an abort
 * means.
 */
export function clientOf<T>(methods: MethodList<T>, send: Send<T>): Remote<T> {
  const calls = Object.keys(methods).map((method) => [
    method,
    (...given: unknown[]) => {
      const { args, signal } = withoutSignal(given);
      return send({ method, args } as CallOf<T>, signal);
    },
  ]);
  return Object.fromEntries(calls) as Remote<T>;
}

/** Options are the last argument of a method that has any. */
function withoutSignal(args: unknown[]): { args: unknown[]; signal: AbortSignal | undefined } {
  const options = args.at(-1);
  if (!isRecord(options) || !('signal' in options)) return { args, signal: undefined };
  const { signal, ...others } = options;
  return { args: [...args.slice(0, -1), others], signal: signal as AbortSignal | undefined };
}
