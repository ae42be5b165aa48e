import { compile } from './compile.ts';
import { SchemaDocuments } from './documents.ts';
import { mismatchesOf, type Failure } from './failure.ts';
import { Loader, OWN_URL } from './loader.ts';
import { checkByMetaschema } from './metaschema.ts';
import type { Mismatch } from './problem.ts';
import { validate } from './validate.ts';

/** A schema that values can be checked by. */
export interface ValuesSchema {
  /** Addresses of the scheme `urn:`, which stand for schemas that allow everything. */
  unresolved: string[];
  check: (values: unknown) => Mismatch[];
  /** The same as a tree, as Helm tells it; undefined where the values fit. */
  failureOf: (values: unknown) => Failure | undefined;
}

/**
 * Makes a chart's values.schema.json ready for use, as Helm 3.22 and 4.3 do: with the library
 * santhosh-tekuri/jsonschema v6.0.3, of whose Go code the files here keep the parts, their names in
 * brackets. What can't be used is a `SchemaRefusal`.
 *
 * @param schema as `readJson` reads it
 */
export function readValuesSchema(schema: unknown): ValuesSchema {
  const loader = new Loader(schema);
  const compiled = compile(new SchemaDocuments(loader, checkByMetaschema), OWN_URL);
  return {
    unresolved: [...loader.unresolved],
    check: (values) => {
      const failure = validate(values, compiled);
      return failure ? mismatchesOf(failure) : [];
    },
    failureOf: (values) => validate(values, compiled),
  };
}
