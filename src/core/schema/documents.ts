import { isRecord } from '../json.ts';
import { parseUrl } from '../go/url.ts';
import { cutFragment, isPointer, join, unescape, type Address } from './address.ts';
import { draftOf, LATEST, type Dialect, type Draft } from './draft.ts';
import { SchemaRefusal } from './fault.ts';
import type { Loader } from './loader.ts';
import { below, follow, stepsOf } from './pointer.ts';

/** A schema's place: the address of the document, and the pointer to the schema in it. */
export interface Place {
  url: string;
  pointer: string;
}

/** A schema with an address of its own, and what lies in it as far as that has none. */
export interface Resource {
  pointer: string;
  id: string;
  dialect: Dialect;
  /** The pointers that names stand for. */
  anchors: Map<string, string>;
  /** Those of them that `$dynamicRef` looks for. */
  dynamicAnchors: Set<string>;
}

/** A document, with the schemas found in it so far (`root.go`). */
export class SchemaDocument {
  readonly url: string;
  readonly value: unknown;
  /** By pointer. */
  readonly resources = new Map<string, Resource>();
  /** The pointers of the schemas that were looked into. */
  readonly seen = new Set<string>();
  readonly #byId = new Map<string, Resource>();

  constructor(url: string, value: unknown) {
    this.url = url;
    this.value = value;
  }

  add(resource: Resource): void {
    this.resources.set(resource.pointer, resource);
    this.#byId.set(resource.id, resource);
  }

  withId(id: string): Resource | undefined {
    return this.#byId.get(id);
  }

  /** The resource that a schema lies in. */
  resourceAt(pointer: string): Resource {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const found = this.resources.get(at);
      if (found) return found;
    }
    return this.resources.get('') as Resource;
  }

  /** What a pointer leads to. */
  lookUp(pointer: string, from: string): unknown {
    const address = `${this.url}#${pointer}`;
    const steps = stepsOf(pointer);
    if (!steps) throw new SchemaRefusal({ reason: 'pointer', address }, from);
    const found = follow(this.value, steps);
    if (!found) throw new SchemaRefusal({ reason: 'not-found', address }, from);
    return found.value;
  }

  /** The pointer that a fragment means within a resource. */
  resolve(fragment: string, { pointer, id, anchors }: Resource, from: string): string {
    if (isPointer(fragment)) return pointer + fragment;
    const found = anchors.get(fragment);
    if (found !== undefined) return found;
    throw new SchemaRefusal({ reason: 'not-found', address: `${id}#${fragment}` }, from);
  }
}

/** Checks a schema in a document against the metaschema of its dialect. */
export type MetaCheck = (value: unknown, document: SchemaDocument, pointer: string) => void;

/** All documents of one schema, by their addresses (`roots.go`). */
export class SchemaDocuments {
  readonly #documents = new Map<string, SchemaDocument>();
  readonly #loader: Loader;
  readonly #check: MetaCheck;

  constructor(loader: Loader, check: MetaCheck) {
    this.#loader = loader;
    this.#check = check;
  }

  get(url: string, from: string): SchemaDocument {
    const known = this.#documents.get(url);
    if (known) return known;
    const document = new SchemaDocument(url, this.#loader.load(url, from));
    this.#collect(document, document.value, url, '', { draft: LATEST });
    if (!/^https?:\/\/json-schema\.org\//.test(url)) this.#check(document.value, document, '');
    this.#documents.set(url, document);
    return document;
  }

  /** Sees to it that the schema at a place, which no keyword for schemas may lead to, is known. */
  ensure({ url, pointer }: Place, from: string): SchemaDocument {
    const document = this.get(url, from);
    if (document.seen.has(pointer)) return document;
    const value = document.lookUp(pointer, from);
    const { id, dialect } = document.resourceAt(pointer);
    this.#collect(document, value, id, pointer, dialect);
    this.#check(value, document, pointer);
    return document;
  }

  /** The place that an address means, in the document with the reference or in another one. */
  locate({ url, fragment }: Address, referring: SchemaDocument, from: string): Place {
    const resource = url === referring.url ? referring.resources.get('') : referring.withId(url);
    const document = resource ? referring : this.get(url, from);
    const within = resource ?? (document.resources.get('') as Resource);
    return { url: document.url, pointer: document.resolve(fragment, within, from) };
  }

  /** Finds the resources and anchors in a schema and in all schemas within it. */
  #collect(
    document: SchemaDocument,
    value: unknown,
    base: string,
    pointer: string,
    fallback: Dialect,
  ): void {
    if (document.seen.has(pointer)) return;
    document.seen.add(pointer);
    if (!isRecord(value)) {
      if (pointer === '') document.add(resource(pointer, base, fallback));
      return;
    }
    let draft = this.#draftOf(value, fallback.draft, { url: document.url, pointer });
    let id = idOf(value, draft);
    let hasOwnDraft = typeof own(value, '$schema') === 'string';
    if (id === '' && pointer !== '') {
      draft = fallback.draft;
      hasOwnDraft = false;
      id = idOf(value, draft);
    }
    if (id !== '') {
      const address = join(base, id);
      if (!address) throw new SchemaRefusal({ reason: 'address', address: id }, pointer);
      base = address.url;
    }
    if (id !== '' || pointer === '') {
      const namesake = document.withId(base);
      if (namesake && namesake.pointer !== pointer)
        throw new SchemaRefusal({ reason: 'duplicate', name: base }, pointer);
      const dialect = hasOwnDraft
        ? { draft, vocabularies: this.#vocabulariesOf(value, draft, pointer) }
        : fallback;
      if (!namesake) document.add(resource(pointer, base, dialect));
    }
    const within = document.withId(base) as Resource;
    collectAnchors(value, pointer, within);
    for (const [at, member] of subschemas(draft, value, pointer))
      this.#collect(document, member, base, at, within.dialect);
  }

  /** The draft that `$schema` leads to, at once or through other metaschemas. */
  #draftOf(value: unknown, fallback: Draft, place: Place, passed = new Set<string>()): Draft {
    const address = isRecord(value) ? own(value, '$schema') : undefined;
    if (typeof address !== 'string') return fallback;
    const draft = draftOf(address);
    if (draft) return draft;
    const [url] = cutFragment(address);
    const { pointer } = place;
    if (!parseUrl(url)) throw new SchemaRefusal({ reason: 'address', address }, pointer);
    if ((pointer === '' && url === place.url) || passed.has(url))
      throw new SchemaRefusal({ reason: 'own-draft', address }, pointer);
    passed.add(url);
    const metaschema = this.#loader.load(url, pointer);
    return this.#draftOf(metaschema, fallback, { url, pointer: '' }, passed);
  }

  /** The vocabularies that a metaschema other than the drafts' own names. */
  #vocabulariesOf(value: object, draft: Draft, from: string): string[] | undefined {
    const address = String(own(value, '$schema'));
    if (draftOf(address) || draft.version < 2019) return undefined;
    const metaschema = this.#loader.load(cutFragment(address)[0], from);
    const listed = isRecord(metaschema) ? own(metaschema, '$vocabulary') : undefined;
    if (!isRecord(listed)) return undefined;
    const names = Object.entries(listed)
      .filter(([, isRequired]) => isRequired === true)
      .map(([vocabulary]) => {
        const name = vocabulary.slice(draft.vocabularyPrefix?.length);
        if (`${draft.vocabularyPrefix}${name}` === vocabulary && draft.vocabularies.includes(name))
          return name;
        throw new SchemaRefusal({ reason: 'vocabulary', address: vocabulary }, from);
      });
    return [...new Set([...names, 'core'])];
  }
}

function resource(pointer: string, id: string, dialect: Dialect): Resource {
  return { pointer, id, dialect, anchors: new Map(), dynamicAnchors: new Set() };
}

/** A member of an object, by which `in` and the prototype have no part. */
export function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** The address that a schema gives itself, without a fragment; '' for none. */
function idOf(value: object, draft: Draft): string {
  // Beside $ref nothing counts, up to draft 7.
  if (draft.version < 2019 && Object.hasOwn(value, '$ref')) return '';
  const id = own(value, draft.id);
  return typeof id === 'string' ? cutFragment(id)[0] : '';
}

function collectAnchors(value: object, pointer: string, { dialect, ...within }: Resource): void {
  const { version, id } = dialect.draft;
  const add = (name: string) => {
    const known = within.anchors.get(name);
    if (known !== undefined && known !== pointer)
      throw new SchemaRefusal({ reason: 'duplicate', name: `#${name}` }, pointer);
    within.anchors.set(name, pointer);
  };
  if (version < 2019) {
    const name = Object.hasOwn(value, '$ref') ? undefined : own(value, id);
    if (typeof name !== 'string') return;
    const anchor = unescape(cutFragment(name)[1]);
    if (anchor === undefined)
      throw new SchemaRefusal({ reason: 'address', address: name }, pointer);
    if (!isPointer(anchor)) add(anchor);
    return;
  }
  const anchor = own(value, '$anchor');
  if (typeof anchor === 'string') add(anchor);
  const dynamicAnchor = version >= 2020 ? own(value, '$dynamicAnchor') : undefined;
  if (typeof dynamicAnchor !== 'string') return;
  add(dynamicAnchor);
  within.dynamicAnchors.add(dynamicAnchor);
}

/** The schemas in a schema, with their pointers. */
function* subschemas(
  { subschemas }: Draft,
  value: object,
  pointer: string,
): Iterable<[pointer: string, value: unknown]> {
  for (const path of subschemas) {
    const [keyword = '', part] = path.split('/');
    const member = own(value, keyword);
    if (member === undefined) continue;
    if (part === undefined) yield [below(pointer, keyword), member];
    else if (part === '*' ? isRecord(member) : Array.isArray(member))
      for (const [key, each] of Object.entries(member as object))
        yield [below(pointer, keyword, key), each];
  }
}
