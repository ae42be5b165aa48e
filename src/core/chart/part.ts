import {
  isChartroomError,
  type ChartroomError,
  type ErrorCode,
  type ErrorDetails,
} from '../errors.ts';

/** The errors that a chart's own files can cause. Any other error isn't the chart's fault. */
const FAULT_CODES = [
  'chart.yaml-missing',
  'chart.yaml-invalid',
  'chart.metadata-invalid',
  'chart.version-invalid',
  'archive.not-gzip',
  'archive.damaged',
  'archive.too-large',
  'archive.too-many-files',
  'archive.path-illegal',
] as const satisfies ErrorCode[];

export type FaultCode = (typeof FAULT_CODES)[number];

/** Why a part of a chart can't be read. */
export interface Fault {
  /** The file that causes the fault, by its path below the root of its chart. */
  path: string;
  error: { [C in FaultCode]: ChartroomError<C> }[FaultCode];
}

/** A fault's code and data as plain data, which can be posted between threads. */
export type FaultRecord<C extends FaultCode = FaultCode> = {
  [K in C]: { code: K; data: ErrorDetails[K] };
}[C];

/** A part of a chart: its value, or why it can't be read. */
export type Part<T> = { value: T } | { fault: Fault };

/**
 * Reads the part in the file at `path`. A fault of the chart is returned; any other error is
 * thrown.
 */
export function attempt<T>(path: string, read: () => T): Part<T> {
  try {
    return { value: read() };
  } catch (error) {
    return faulty(path, error);
  }
}

/**
 * A part that can't be read because of `error`; an error that isn't the chart's fault is thrown. The
 * file that metadata comes from may be another one than the part is read from.
 */
export function faulty(path: string, error: unknown): { fault: Fault } {
  if (!isFault(error)) throw error;
  const place = error.code === 'chart.metadata-invalid' ? error.data.path : path;
  return { fault: { path: place, error } };
}

/** The value of a part; its fault is thrown. */
export function valueOf<T>(part: Part<T>): T {
  if ('fault' in part) throw part.fault.error;
  return part.value;
}

/** A fault's code and data. */
export function recordOf<C extends FaultCode>({ code, data }: ChartroomError<C>): FaultRecord<C> {
  return { code, data };
}

/** Whether a chart's own files cause this error. */
export function isFault(error: unknown): error is Fault['error'] {
  return isChartroomError(error) && FAULT_CODES.some((code) => code === error.code);
}
