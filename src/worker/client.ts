import { isRecord } from '../core/json.ts';
import type { CallOf, Method, Remote } from './protocol.ts';

/** Every method of a service by its name; a missing or unknown method is a type error. */
export type MethodList<T> = Readonly<Record<Method<T>, true>>;

/** Makes a call in another thread; `signal` is the one from the call's options. */
export type Send<T> = (call: CallOf<T>, signal: AbortSignal | undefined) => Promise<unknown>;

/**
 * A proxy for the service `T` in another thread. An `AbortSignal` can't be posted to another
 * thread, so `send` gets it separately from the call and decides what an abort does.
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

/** Removes the signal from the options, which are a method's last argument if it has any. */
function withoutSignal(args: unknown[]): { args: unknown[]; signal: AbortSignal | undefined } {
  const options = args.at(-1);
  if (!isRecord(options) || !('signal' in options)) return { args, signal: undefined };
  const { signal, ...others } = options;
  return { args: [...args.slice(0, -1), others], signal: signal as AbortSignal | undefined };
}
