import type { ChartFile } from '../chart/files.ts';
import { isRecord, parseJson } from '../json.ts';
import { cutFragment, isPointer, unescape } from '../schema/address.ts';
import { own } from '../schema/documents.ts';
import { follow, stepsOf } from '../schema/pointer.ts';

/** What a schema says of one key, for people. */
export interface SchemaNote {
  types: string[];
  title?: string;
  description?: string;
  /** As JSON. */
  default?: string;
  /** The values that are allowed, as JSON. */
  enum?: string[];
  examples?: string[];
  /** Bounds, pattern, format: keywords with their values as JSON. */
  limits: [keyword: string, value: string][];
  isRequired: boolean;
  isDeprecated: boolean;
  /** References that lead out of the document. */
  elsewhere: string[];
}

/** Schemas that hold for a value together, with the references to them followed. */
export type Schemas = readonly Record<string, unknown>[];

/** Bounds of what is followed and shown; no author's schema comes near them. */
const MOST_SCHEMAS = 50;
const LONGEST_TEXT = 2000;
const LONGEST_JSON = 300;
const MOST_VALUES = 100;

const LIMITS = [
  ...['format', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems'],
  ...['minProperties', 'maxProperties', 'additionalProperties'],
];

/** A values.schema.json, to look up what it says of keys. It explains, and checks nothing. */
export class SchemaNotes {
  readonly #document: unknown;
  readonly root: Schemas;

  constructor(document: unknown) {
    this.#document = document;
    this.root = this.#expand([document]);
  }

  /** The schemas of what is at a step below. */
  below(schemas: Schemas, step: string | number): Schemas {
    const found = schemas.flatMap((schema) =>
      typeof step === 'number' ? itemOf(schema, step) : memberOf(schema, step),
    );
    return this.#expand(found);
  }

  /** The keys that schemas name for a map, in their order. */
  keysOf(schemas: Schemas): string[] {
    const keys = schemas.flatMap((schema) => {
      const properties = own(schema, 'properties');
      return isRecord(properties) ? Object.keys(properties) : [];
    });
    return [...new Set(keys)];
  }

  /** What schemas say; undefined where there are none. */
  noteOf(schemas: Schemas, isRequired: boolean): SchemaNote | undefined {
    if (schemas.length === 0) return undefined;
    const text = (keyword: string) => {
      const found = schemas
        .map((schema) => own(schema, keyword))
        .find((value) => typeof value === 'string');
      return typeof found === 'string' && found !== '' ? found.slice(0, LONGEST_TEXT) : undefined;
    };
    const first = (keyword: string) =>
      schemas.find((schema) => Object.hasOwn(schema, keyword))?.[keyword];
    const note: SchemaNote = {
      types: typesOf(schemas),
      limits: LIMITS.flatMap((keyword): [string, string][] => {
        const value = first(keyword);
        // Whether other keys are allowed at all is worth a word; what they look like isn't.
        const isOpen = keyword === 'additionalProperties' && value !== false;
        return value === undefined || isOpen ? [] : [[keyword, short(value)]];
      }),
      isRequired,
      isDeprecated: schemas.some((schema) => own(schema, 'deprecated') === true),
      elsewhere: schemas.flatMap((schema) => {
        const reference = own(schema, '$ref');
        return typeof reference === 'string' && this.#target(reference) === undefined
          ? [reference]
          : [];
      }),
    };
    const [title, description] = [text('title'), text('description')];
    if (title !== undefined) note.title = title;
    if (description !== undefined) note.description = description;
    const value = first('default');
    if (value !== undefined) note.default = short(value);
    const values = first('const') === undefined ? first('enum') : [first('const')];
    if (Array.isArray(values)) note.enum = values.slice(0, MOST_VALUES).map(short);
    const examples = first('examples');
    if (Array.isArray(examples)) note.examples = examples.slice(0, MOST_VALUES).map(short);
    return note;
  }

  /** Schemas with those that they refer to and consist of; each is taken once. */
  #expand(schemas: readonly unknown[]): Schemas {
    const found = new Set<Record<string, unknown>>();
    const add = (schema: unknown) => {
      if (!isRecord(schema) || found.has(schema) || found.size >= MOST_SCHEMAS) return;
      found.add(schema);
      const reference = own(schema, '$ref');
      if (typeof reference === 'string') add(this.#target(reference));
      for (const keyword of ['allOf', 'anyOf', 'oneOf', 'then', 'else']) {
        const parts = own(schema, keyword);
        for (const part of Array.isArray(parts) ? parts : [parts]) add(part);
      }
    };
    for (const schema of schemas) add(schema);
    return [...found];
  }

  /** The schema that a reference within the document means. */
  #target(reference: string): unknown {
    const [url, fragment] = cutFragment(reference);
    if (url !== '' && !(isRecord(this.#document) && url === own(this.#document, '$id'))) {
      return this.#named(url);
    }
    const pointer = unescape(fragment);
    if (pointer === undefined) return undefined;
    if (!isPointer(pointer)) return this.#named(`#${pointer}`);
    const steps = stepsOf(pointer);
    return steps && follow(this.#document, steps)?.value;
  }

  /** A definition that gives itself a name. */
  #named(name: string): unknown {
    if (!isRecord(this.#document)) return undefined;
    for (const keyword of ['$defs', 'definitions']) {
      const definitions = own(this.#document, keyword);
      if (!isRecord(definitions)) continue;
      const found = Object.values(definitions).find(
        (each) =>
          isRecord(each) &&
          (own(each, '$id') === name || `#${String(own(each, '$anchor'))}` === name),
      );
      if (found) return found;
    }
    return undefined;
  }
}

/** What a schema's file says; undefined where there is none, or it isn't JSON. */
export function readSchemaNotes(file: ChartFile | undefined): SchemaNotes | undefined {
  const document = file && parseJson(new TextDecoder().decode(file.bytes));
  return isRecord(document) ? new SchemaNotes(document) : undefined;
}

/** Whether one of the schemas of a map says that a key must be there. */
export function isRequired(schemas: Schemas, step: string | number): boolean {
  return schemas.some((schema) => {
    const required = own(schema, 'required');
    return Array.isArray(required) && required.includes(step);
  });
}

function typesOf(schemas: Schemas): string[] {
  const written = schemas.flatMap((schema) => own(schema, 'type'));
  const types = written.filter((type): type is string => typeof type === 'string');
  return [...new Set(types)];
}

function memberOf(schema: Record<string, unknown>, key: string): unknown[] {
  const properties = own(schema, 'properties');
  if (isRecord(properties) && Object.hasOwn(properties, key)) return [properties[key]];
  const patterns = own(schema, 'patternProperties');
  const matching = isRecord(patterns)
    ? Object.entries(patterns).filter(([pattern]) => matches(pattern, key))
    : [];
  if (matching.length > 0) return matching.map(([, value]) => value);
  return [own(schema, 'additionalProperties')];
}

function matches(pattern: string, key: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(key);
  } catch {
    return false;
  }
}

function itemOf(schema: Record<string, unknown>, index: number): unknown[] {
  const items = own(schema, 'items');
  const first = own(schema, 'prefixItems') ?? (Array.isArray(items) ? items : undefined);
  if (Array.isArray(first) && index < first.length) return [first[index]];
  return [Array.isArray(items) ? own(schema, 'additionalItems') : items];
}

function short(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  return json.length > LONGEST_JSON ? `${json.slice(0, LONGEST_JSON)}…` : json;
}
