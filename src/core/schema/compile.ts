import { isInteger, isJsonNumber, normalNumber, toInt64, type JsonNumber } from '../go/decimal.ts';
import { compileRegExp, RegExpFault } from '../go/regexp.ts';
import { isRecord } from '../json.ts';
import { cutFragment, isPointer, join, unescape } from './address.ts';
import {
  own,
  type Place,
  type Resource,
  type SchemaDocument,
  type SchemaDocuments,
} from './documents.ts';
import { hasVocabulary } from './draft.ts';
import { SchemaRefusal, type SchemaFault } from './fault.ts';
import { below } from './pointer.ts';
import type { JsonType, Schema } from './schema.ts';
import { normalText } from './value.ts';

const TYPES: readonly unknown[] = [
  ...['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'],
];

export interface CompileOptions {
  /** Whether `format` counts in every draft, as in the metaschemas. */
  assertFormat?: boolean;
}

/**
 * The schema at an address, with every schema that it leads to (`compiler.go`); what can't be used
 * is a `SchemaRefusal`, even where no value would ever come to it.
 */
export function compile(
  documents: SchemaDocuments,
  url: string,
  options: CompileOptions = {},
): Schema {
  const schemas = new Map<string, Schema>();
  const waiting: { schema: Schema; from: string }[] = [];

  /** The schema at a place, compiled or waiting for it; `from` is the schema that leads there. */
  function enqueue(place: Place, from: string): Schema {
    const key = `${place.url}#${place.pointer}`;
    let schema = schemas.get(key);
    if (!schema) {
      schema = { place, version: 0, dynamicAnchors: new Map() } as unknown as Schema;
      schemas.set(key, schema);
      waiting.push({ schema, from });
    }
    return schema;
  }

  documents.get(url, '');
  const first = enqueue({ url, pointer: '' }, '');
  // The queue grows while it is gone through.
  for (const { schema, from } of waiting) {
    const document = documents.ensure(schema.place, from);
    const value = document.lookUp(schema.place.pointer, from);
    const resource = document.resourceAt(schema.place.pointer);
    schema.version = resource.dialect.draft.version;
    const { pointer } = resource;
    schema.resource = enqueue({ url: schema.place.url, pointer }, schema.place.pointer);
    if (schema.version >= 2020 && schema.resource === schema)
      for (const name of resource.dynamicAnchors) {
        const at = { url: schema.place.url, pointer: resource.anchors.get(name) as string };
        schema.dynamicAnchors.set(name, enqueue(at, pointer));
      }
    if (typeof value === 'boolean') schema.always = value;
    else if (isRecord(value) && Object.keys(value).length === 0) schema.always = true;
    else if (isRecord(value))
      new Keywords({ value, schema, document, resource, documents, enqueue, options }).compile();
  }
  return first;
}

interface Context {
  value: Record<string, unknown>;
  schema: Schema;
  document: SchemaDocument;
  resource: Resource;
  documents: SchemaDocuments;
  enqueue: (place: Place, from: string) => Schema;
  options: CompileOptions;
}

/** Compiles the keywords of one schema (`objcompiler.go`). */
class Keywords {
  readonly #context: Context;
  readonly #schema: Schema;
  readonly #pointer: string;

  constructor(context: Context) {
    this.#context = context;
    this.#schema = context.schema;
    this.#pointer = context.schema.place.pointer;
  }

  compile(): void {
    const schema = this.#schema;
    const { version } = schema;
    schema.ref = this.#reference('$ref');
    // Beside $ref nothing counts up to draft 7, save what later drafts than the fourth brought: the
    // library looks at const before it follows $ref.
    if (version >= 2019 || !schema.ref) this.#draft4(version);
    if (version >= 6) this.#draft6();
    if (version >= 7) this.#draft7();
    if (version >= 2019) this.#draft2019(version);
    if (version >= 2020) this.#draft2020();
    schema.evaluatesAllProperties = schema.additionalProperties !== undefined;
    schema.evaluatesAllItems =
      schema.items !== undefined || (version < 2020 && schema.additionalItems !== undefined);
  }

  #draft4(version: number): void {
    const schema = this.#schema;
    if (this.#has('applicator')) {
      schema.allOf = this.#list('allOf');
      schema.anyOf = this.#list('anyOf');
      schema.oneOf = this.#list('oneOf');
      schema.not = this.#member('not');
      if (version < 2020) this.#itemsBefore2020();
      schema.properties = this.#map('properties');
      schema.patternProperties = this.#patternProperties();
      schema.additionalProperties = this.#flagOrMember('additionalProperties');
      schema.dependencies = this.#dependencies();
    }
    if (this.#has('validation')) this.#limits();
    if (this.#assertsFormat(version)) schema.format = this.#text('format');
  }

  #itemsBefore2020(): void {
    const schema = this.#schema;
    if (Array.isArray(this.#get('items'))) {
      schema.firstItems = this.#list('items');
      schema.additionalItems = this.#flagOrMember('additionalItems');
    } else {
      schema.items = this.#member('items');
    }
  }

  #limits(): void {
    const schema = this.#schema;
    schema.types = this.#types();
    const values = this.#get('enum');
    if (Array.isArray(values)) schema.enum = { values, texts: new Set(values.map(normalText)) };
    schema.multipleOf = this.#number('multipleOf');
    // In draft 4 a flag says that the limit itself is excluded.
    const [maximum, minimum] = [this.#number('maximum'), this.#number('minimum')];
    if (this.#is('exclusiveMaximum')) schema.exclusiveMaximum = maximum;
    else {
      schema.maximum = maximum;
      schema.exclusiveMaximum = this.#number('exclusiveMaximum');
    }
    if (this.#is('exclusiveMinimum')) schema.exclusiveMinimum = minimum;
    else {
      schema.minimum = minimum;
      schema.exclusiveMinimum = this.#number('exclusiveMinimum');
    }
    schema.minLength = this.#count('minLength');
    schema.maxLength = this.#count('maxLength');
    const source = this.#text('pattern');
    if (source !== undefined) schema.pattern = { source, compiled: this.#pattern(source) };
    schema.minItems = this.#count('minItems');
    schema.maxItems = this.#count('maxItems');
    schema.uniqueItems = this.#is('uniqueItems');
    schema.minProperties = this.#count('minProperties');
    schema.maxProperties = this.#count('maxProperties');
    schema.required = texts(this.#get('required'));
  }

  #draft6(): void {
    const schema = this.#schema;
    if (this.#has('applicator')) {
      schema.contains = this.#member('contains');
      schema.propertyNames = this.#member('propertyNames');
    }
    if (this.#has('validation') && Object.hasOwn(this.#context.value, 'const')) {
      const value = this.#get('const');
      schema.const = { value, text: normalText(value) };
    }
  }

  #draft7(): void {
    if (!this.#has('applicator')) return;
    const schema = this.#schema;
    const condition = this.#get('if');
    schema.if = this.#member('if');
    if (schema.if && condition !== false) schema.then = this.#member('then');
    if (schema.if && condition !== true) schema.else = this.#member('else');
  }

  #draft2019(version: number): void {
    const schema = this.#schema;
    schema.recursiveRef = this.#reference('$recursiveRef');
    schema.recursiveAnchor = this.#is('$recursiveAnchor');
    if (this.#has('validation')) {
      if (schema.contains) {
        schema.minContains = this.#count('minContains');
        schema.maxContains = this.#count('maxContains');
      }
      const dependent = this.#get('dependentRequired');
      if (isRecord(dependent))
        schema.dependentRequired = Object.entries(dependent).map(([property, needs]) => [
          property,
          texts(needs) ?? [],
        ]);
    }
    if (this.#has('applicator')) schema.dependentSchemas = this.#map('dependentSchemas');
    if (this.#has(version === 2019 ? 'applicator' : 'unevaluated')) {
      schema.unevaluatedItems = this.#member('unevaluatedItems');
      schema.unevaluatedProperties = this.#member('unevaluatedProperties');
    }
  }

  #draft2020(): void {
    const schema = this.#schema;
    const target = this.#reference('$dynamicRef');
    if (target) {
      const fragment = unescape(cutFragment(this.#text('$dynamicRef') ?? '')[1]) ?? '';
      schema.dynamicRef = { schema: target, anchor: isPointer(fragment) ? '' : fragment };
    }
    schema.dynamicAnchor = this.#text('$dynamicAnchor') ?? '';
    if (!this.#has('applicator')) return;
    schema.firstItems = this.#list('prefixItems');
    schema.items = this.#member('items');
  }

  #patternProperties(): [RegExp, Schema][] | undefined {
    const map = this.#map('patternProperties');
    return map && [...map].map(([pattern, schema]) => [this.#pattern(pattern), schema]);
  }

  #dependencies(): [string, string[] | Schema][] | undefined {
    const value = this.#get('dependencies');
    if (!isRecord(value)) return undefined;
    return Object.entries(value).map(([property, needs]) => [
      property,
      texts(needs) ?? this.#at(below(this.#pointer, 'dependencies', property)),
    ]);
  }

  #types(): JsonType[] | undefined {
    const value = this.#get('type');
    const types = (Array.isArray(value) ? value : [value]).filter((each): each is JsonType =>
      TYPES.includes(each),
    );
    // In the order in which Helm names them.
    types.sort((a, b) => TYPES.indexOf(a) - TYPES.indexOf(b));
    return types.length > 0 ? [...new Set(types)] : undefined;
  }

  #pattern(source: string): RegExp {
    try {
      return compileRegExp(source);
    } catch (error) {
      if (!(error instanceof RegExpFault)) throw error;
      throw this.#refusal({ reason: 'pattern', words: error.message });
    }
  }

  /** The schema that a reference leads to, in this document or another. */
  #reference(keyword: string): Schema | undefined {
    const { documents, document, resource, enqueue } = this.#context;
    const reference = this.#text(keyword);
    if (reference === undefined) return undefined;
    const address = join(resource.id, reference);
    if (!address) throw this.#refusal({ reason: 'address', address: reference });
    return enqueue(documents.locate(address, document, this.#pointer), this.#pointer);
  }

  #refusal(fault: SchemaFault): SchemaRefusal {
    return new SchemaRefusal(fault, this.#pointer);
  }

  #at(pointer: string): Schema {
    const { enqueue, document } = this.#context;
    return enqueue({ url: document.url, pointer }, this.#pointer);
  }

  #member(keyword: string): Schema | undefined {
    if (!Object.hasOwn(this.#context.value, keyword)) return undefined;
    return this.#at(below(this.#pointer, keyword));
  }

  #flagOrMember(keyword: string): boolean | Schema | undefined {
    const value = this.#get(keyword);
    return typeof value === 'boolean' ? value : this.#member(keyword);
  }

  #list(keyword: string): Schema[] | undefined {
    const value = this.#get(keyword);
    if (!Array.isArray(value)) return undefined;
    return value.map((_, i) => this.#at(below(this.#pointer, keyword, i)));
  }

  #map(keyword: string): Map<string, Schema> | undefined {
    const value = this.#get(keyword);
    if (!isRecord(value)) return undefined;
    const keys = Object.keys(value);
    return new Map(keys.map((key) => [key, this.#at(below(this.#pointer, keyword, key))]));
  }

  #number(keyword: string): JsonNumber | undefined {
    const value = this.#get(keyword);
    return isJsonNumber(value) && normalNumber(value) !== undefined ? value : undefined;
  }

  #count(keyword: string): number | undefined {
    const value = this.#number(keyword);
    return value !== undefined && isInteger(value) ? toInt64(value) : undefined;
  }

  #text(keyword: string): string | undefined {
    const value = this.#get(keyword);
    return typeof value === 'string' ? value : undefined;
  }

  #is(keyword: string): boolean {
    return this.#get(keyword) === true;
  }

  #get(keyword: string): unknown {
    return own(this.#context.value, keyword);
  }

  #has(vocabulary: string): boolean {
    return hasVocabulary(this.#context.resource.dialect, vocabulary);
  }

  /** Whether `format` counts; otherwise it is a remark. */
  #assertsFormat(version: number): boolean {
    if (this.#context.options.assertFormat || version < 2019) return true;
    return this.#has(version === 2019 ? 'format' : 'format-assertion');
  }
}

/** The texts of a list; undefined if it is none. */
function texts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((each): each is string => typeof each === 'string');
}
