/**
 * The one error type of Chartroom. An error is a code of a closed list with data; the words that a
 * person reads are looked up in `text/` when it is shown. The data contains no prose of ours. Where
 * the message of a parser, a library or the browser is the best explanation, the data has it in a
 * separate field, `words`.
 */
import type { ErrorCode, ErrorDetails } from './error-details.ts';
import { engineBound } from './bounds.ts';
import { messageOf, shortened } from './error-message.ts';

export type * from './error-details.ts';
export type * from './faults.ts';

/** An error as `toJSON` writes it: plain data, which survives `postMessage` and JSON. */
export interface ErrorRecord extends TraceRecord {
  code: ErrorCode;
  data: ErrorDetails[ErrorCode];
}

/** Any other thrown value that is the cause of a ChartroomError. */
interface ForeignRecord extends TraceRecord {
  name: string;
  message: string;
}

/** An error's stack and causes, both bounded in length. */
interface TraceRecord {
  stack?: string;
  cause?: ErrorRecord | ForeignRecord;
}

/** About thirty frames. */
const MAX_STACK = 4000;
const MAX_FOREIGN_MESSAGE = 1000;
/** The longest chain of causes that is kept. */
const MAX_CAUSES = 5;

/** An error with a code of the closed list; `data` is typed by the code. */
export class ChartroomError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'ChartroomError';
  readonly code: C;
  readonly data: ErrorDetails[C];

  constructor(code: C, data: ErrorDetails[C], options?: { cause?: unknown }) {
    super(messageOf(code, data), options);
    this.code = code;
    this.data = data;
  }

  toJSON(): ErrorRecord {
    return recordOf(this, MAX_CAUSES);
  }

  /** Restores an error from `toJSON`, with its original stack and causes. */
  static fromJSON(record: ErrorRecord): ChartroomError {
    const { code, data, stack, cause } = record;
    const error = new ChartroomError(code, data, cause && { cause: causeFrom(cause) });
    if (stack !== undefined) error.stack = stack;
    return error;
  }

  /**
   * Any thrown value as a ChartroomError: an AbortError becomes `aborted`, an engine limit that
   * content reached `work.unfinished`, an unknown one `internal`.
   */
  static from(thrown: unknown): ChartroomError {
    if (isChartroomError(thrown)) return thrown;
    if (isAbort(thrown)) return new ChartroomError('aborted', {}, { cause: thrown });
    const bound = engineBound(thrown);
    if (bound) return new ChartroomError('work.unfinished', bound, { cause: thrown });
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new ChartroomError('internal', { message }, { cause: thrown });
  }
}

/** Whether `thrown` is a ChartroomError, with this code if `code` is given. */
export function isChartroomError<C extends ErrorCode>(
  thrown: unknown,
  code?: C,
): thrown is ChartroomError<C> {
  return thrown instanceof ChartroomError && (code === undefined || thrown.code === code);
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

function recordOf(error: ChartroomError, causes: number): ErrorRecord {
  return { code: error.code, data: error.data, ...traceOf(error, causes) };
}

function causeOf(thrown: unknown, causes: number): ErrorRecord | ForeignRecord {
  if (isChartroomError(thrown)) return recordOf(thrown, causes);
  if (!(thrown instanceof Error)) {
    return { name: typeof thrown, message: shortened(String(thrown), MAX_FOREIGN_MESSAGE) };
  }
  const message = shortened(thrown.message, MAX_FOREIGN_MESSAGE);
  return { name: thrown.name, message, ...traceOf(thrown, causes) };
}

/** `causes` is how many more causes may be kept. */
function traceOf({ stack, cause }: Error, causes: number): TraceRecord {
  return {
    ...(stack && { stack: shortened(stack, MAX_STACK) }),
    ...(cause !== undefined && causes > 0 && { cause: causeOf(cause, causes - 1) }),
  };
}

function causeFrom(record: ErrorRecord | ForeignRecord): Error {
  if ('code' in record) return ChartroomError.fromJSON(record);
  const { name, message, stack, cause } = record;
  const error = new Error(message, cause && { cause: causeFrom(cause) });
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
