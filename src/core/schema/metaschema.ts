import { compile } from './compile.ts';
import { SchemaDocuments, type MetaCheck } from './documents.ts';
import type { Dialect } from './draft.ts';
import { mismatchesOf } from './failure.ts';
import { SchemaRefusal } from './fault.ts';
import { Loader } from './loader.ts';
import type { Schema } from './schema.ts';
import { validate } from './validate.ts';

/** Metaschemas that were compiled, by their addresses. */
const compiled = new Map<string, Schema>();

function metaschema(url: string): Schema {
  let schema = compiled.get(url);
  if (!schema) {
    // Metaschemas are right, and their formats always count.
    const documents = new SchemaDocuments(new Loader(undefined), () => {});
    schema = compile(documents, url, { assertFormat: true });
    compiled.set(url, schema);
  }
  return schema;
}

/** What schemas of a dialect are checked by: its draft's metaschema, or those of its vocabularies. */
function metaschemaOf({ draft, vocabularies }: Dialect): Schema {
  if (!vocabularies) return metaschema(draft.url);
  const schema = {
    place: { url: 'urn:mem:metaschema', pointer: '' },
    version: draft.version,
    allOf: vocabularies.map((name) => metaschema(draft.url.replace(/schema$/, `meta/${name}`))),
  } as Schema;
  schema.resource = schema;
  const isDynamic = draft.version >= 2020;
  schema.dynamicAnchors = new Map(isDynamic ? [['meta', schema]] : []);
  if (isDynamic) schema.dynamicAnchor = 'meta';
  return schema;
}

/** Checks a schema by the rules of its draft; a `SchemaRefusal` says what is against them. */
export const checkByMetaschema: MetaCheck = (value, document, pointer) => {
  const { dialect } = document.resourceAt(pointer);
  const metaschema = metaschemaOf(dialect);
  const { resources } = document;
  const failure = validate(value, metaschema, { metaschema, resources, metaschemaOf });
  if (!failure) return;
  const draft = dialect.draft.url;
  throw new SchemaRefusal(
    { reason: 'metaschema', draft, mismatches: mismatchesOf(failure) },
    pointer,
    failure,
  );
};
