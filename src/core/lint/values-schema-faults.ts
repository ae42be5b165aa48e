import type { SchemaFault } from '../schema/fault.ts';
import type { SchemaProblem } from '../schema/problem.ts';

/** Why values.schema.json isn't JSON as Helm reads it. */
export type SchemaTextFault =
  | { reason: 'empty' | 'byte-order-mark' }
  /** `words` are the browser's. */
  | { reason: 'syntax'; words: string };

/** Why values.schema.json is no schema, or one that can't be used. */
export type InvalidSchema =
  | Exclude<SchemaFault, { reason: 'metaschema' | 'elsewhere' }>
  /** `at` is the JSON pointer to what breaks the rules of the draft, whose address is `draft`. */
  | { reason: 'metaschema'; draft: string; at: string; problem: SchemaProblem };

/** A value that isn't as values.schema.json wants it. */
export interface ValuesMismatch {
  /** The path to the value, with dots; empty for all values together. */
  at: string;
  problem: SchemaProblem;
  /** The schema, where it isn't the chart's own but that of a chart in it. */
  schema?: string;
  /** The schema doesn't allow `global`, which Helm gives to every subchart. */
  isGlobal?: true;
  /**
   * Whether it is so only because of what is null in values.yaml: since that is kept, or since it
   * is left out. `helm lint` and all of Helm 3 keep it, what Helm 4 installs hasn't got it; what is
   * null for a subchart only Helm 3 keeps.
   */
  nulls?: 'kept' | 'kept-by-3' | 'left-out';
}
