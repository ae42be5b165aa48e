/** What a schema wants of a value, and the value isn't. */
export type SchemaProblem =
  /** Nothing is allowed here. */
  | { reason: 'nothing' }
  | { reason: 'type'; got: string; want: string[] }
  /** One of these, as JSON; absent if they are lists or objects, which say little. */
  | { reason: 'enum'; want: string[] | undefined }
  | { reason: 'const'; want: string | undefined }
  | { reason: 'format'; format: string }
  /** `words` are Go's. */
  | { reason: 'regex'; words: string }
  | { reason: 'pattern'; pattern: string }
  | { reason: 'minLength' | 'maxLength'; got: number; want: number }
  | {
      reason: 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties';
      got: number;
      want: number;
    }
  /** The numbers as they are written. */
  | { reason: 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'; want: string }
  | { reason: 'multipleOf'; want: string }
  | { reason: 'required'; missing: string[] }
  /** `missing` must be there because `property` is. */
  | { reason: 'dependent'; property: string; missing: string[] }
  | { reason: 'additionalProperties'; properties: string[] }
  /** How many too many there are. */
  | { reason: 'additionalItems'; count: number }
  | { reason: 'propertyNames'; property: string; causes: Mismatch[] }
  /** The places of two equal items, from 0 on. */
  | { reason: 'uniqueItems'; first: number; second: number }
  | { reason: 'contains' }
  | { reason: 'minContains' | 'maxContains'; got: number; want: number }
  | { reason: 'not' }
  /**
   * None of the alternatives fits; `causes` are what is wrong by each. As with `propertyNames`, their
   * paths begin at this value.
   */
  | { reason: 'anyOf' | 'oneOf'; causes: Mismatch[] }
  /** Two alternatives fit, counted from 0. */
  | { reason: 'oneOfMany'; first: number; second: number }
  /** The schema leads back to itself on the same value. */
  | { reason: 'cycle' };

/** A value that isn't as the schema wants it. */
export interface Mismatch {
  /** The path to the value. */
  at: string[];
  problem: SchemaProblem;
}
