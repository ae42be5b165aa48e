import type { Failure } from './failure.ts';
import type { Mismatch } from './problem.ts';

/** Why a schema can't be used. Addresses are as they are written, or resolved where that says more. */
export type SchemaFault =
  /** It breaks the rules of its draft, whose metaschema has this address. */
  | { reason: 'metaschema'; draft: string; mismatches: Mismatch[] }
  /** Nothing is at the address. */
  | { reason: 'not-found' | 'pointer'; address: string }
  /** An address, in a reference or a name, that is none. */
  | { reason: 'address'; address: string }
  /** Two schemas have one name. */
  | { reason: 'duplicate'; name: string }
  /** Helm fetches nothing by such an address. */
  | { reason: 'scheme'; address: string }
  /** A metaschema that leads back to itself. */
  | { reason: 'own-draft'; address: string }
  | { reason: 'vocabulary'; address: string }
  /** `words` are Go's. */
  | { reason: 'pattern'; words: string }
  /** A number that Go can't calculate with. */
  | { reason: 'number' }
  /** Helm fetches it from where it runs; a page can't. */
  | { reason: 'elsewhere'; address: string };

/** A schema that can't be used. */
export class SchemaRefusal extends Error {
  readonly fault: SchemaFault;
  /** The pointer to what is wrong in it, or to the schema around that. */
  readonly pointer: string;
  /** What is against the metaschema, as a tree. */
  readonly failure: Failure | undefined;

  constructor(fault: SchemaFault, pointer: string, failure?: Failure) {
    super(`schema refused at ${pointer || 'its top'}: ${JSON.stringify(fault)}`);
    this.name = 'SchemaRefusal';
    this.fault = fault;
    this.pointer = pointer;
    this.failure = failure;
  }
}
