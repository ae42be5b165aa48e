import type { IntKind } from '../value.ts';

/** The names of Go's kinds of integers. */
export const INT_KINDS: ReadonlySet<string> = new Set<IntKind>([
  ...(['int', 'int8', 'int16', 'int32', 'int64'] as const),
  ...(['uint', 'uint8', 'uint16', 'uint32', 'uint64'] as const),
]);
