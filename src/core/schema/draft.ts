/** A draft of JSON Schema, as santhosh-tekuri/jsonschema v6.0.3 reads it (`draft.go`). */
export interface Draft {
  version: 4 | 6 | 7 | 2019 | 2020;
  /** The address of its metaschema. */
  url: string;
  /** The keyword that names a schema. */
  id: 'id' | '$id';
  /** Where schemas lie in a schema: `*` stands for every member, `[]` for every item. */
  subschemas: readonly string[];
  /** What the addresses of its vocabularies begin with, and their names. */
  vocabularyPrefix?: string;
  vocabularies: readonly string[];
  /** The vocabularies of a schema whose metaschema names none. */
  defaultVocabularies: readonly string[];
}

const IN_DRAFT_4 = [
  ...['definitions/*', 'not', 'allOf/[]', 'anyOf/[]', 'oneOf/[]', 'properties/*'],
  ...['additionalProperties', 'patternProperties/*', 'items', 'items/[]', 'additionalItems'],
  'dependencies/*',
];
const IN_DRAFT_6 = [...IN_DRAFT_4, 'propertyNames', 'contains'];
const IN_DRAFT_7 = [...IN_DRAFT_6, 'if', 'then', 'else'];
const IN_2019 = [
  ...[...IN_DRAFT_7, '$defs/*', 'dependentSchemas/*'],
  ...['unevaluatedProperties', 'unevaluatedItems', 'contentSchema'],
];
const IN_2020 = [...IN_2019, 'prefixItems/[]'];

const SITE = 'json-schema.org/';
const NO_VOCABULARIES = { vocabularies: [], defaultVocabularies: [] };

const DRAFTS: readonly Draft[] = [
  {
    version: 4,
    url: `http://${SITE}draft-04/schema`,
    id: 'id',
    subschemas: IN_DRAFT_4,
    ...NO_VOCABULARIES,
  },
  {
    version: 6,
    url: `http://${SITE}draft-06/schema`,
    id: '$id',
    subschemas: IN_DRAFT_6,
    ...NO_VOCABULARIES,
  },
  {
    version: 7,
    url: `http://${SITE}draft-07/schema`,
    id: '$id',
    subschemas: IN_DRAFT_7,
    ...NO_VOCABULARIES,
  },
  {
    version: 2019,
    url: `https://${SITE}draft/2019-09/schema`,
    id: '$id',
    subschemas: IN_2019,
    vocabularyPrefix: `https://${SITE}draft/2019-09/vocab/`,
    vocabularies: ['core', 'applicator', 'validation', 'meta-data', 'format', 'content'],
    defaultVocabularies: ['core', 'applicator', 'validation'],
  },
  {
    version: 2020,
    url: `https://${SITE}draft/2020-12/schema`,
    id: '$id',
    subschemas: IN_2020,
    vocabularyPrefix: `https://${SITE}draft/2020-12/vocab/`,
    vocabularies: [
      ...['core', 'applicator', 'unevaluated', 'validation', 'meta-data'],
      ...['format-annotation', 'format-assertion', 'content'],
    ],
    defaultVocabularies: ['core', 'applicator', 'unevaluated', 'validation'],
  },
];

/** The draft of a schema without `$schema`. */
export const LATEST = DRAFTS.at(-1) as Draft;

/** The draft that an address in `$schema` names, if it names one. */
export function draftOf(address: string): Draft | undefined {
  const [, path] = /^(?:https?:\/\/)?json-schema\.org\/([^#]*)#?$/.exec(address) ?? [];
  if (path === 'schema') return LATEST;
  return DRAFTS.find(({ url }) => path !== undefined && url.endsWith(`//${SITE}${path}`));
}

/** What a schema is read by: its draft, and the vocabularies that its own metaschema names. */
export interface Dialect {
  draft: Draft;
  vocabularies?: readonly string[] | undefined;
}

export function hasVocabulary({ draft, vocabularies }: Dialect, name: string): boolean {
  if (name === 'core' || draft.version < 2019) return true;
  return (vocabularies ?? draft.defaultVocabularies).includes(name);
}
