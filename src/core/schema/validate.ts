import type { JsonNumber } from '../go/decimal.ts';
import type { Resource } from './documents.ts';
import type { Dialect } from './draft.ts';
import { FAILED, unwrapped, type Failure, type Location, type Wrapping } from './failure.ts';
import { below } from './pointer.ts';
import type { SchemaProblem } from './problem.ts';
import {
  listProblems,
  missingIn,
  numberProblems,
  objectProblems,
  textProblems,
  valueProblem,
} from './limits.ts';
import type { Schema } from './schema.ts';
import { Unevaluated } from './unevaluated.ts';
import { typeOf } from './value.ts';

/** The schemas that led to where a value is checked, the latest first. */
interface Scope {
  schema: Schema;
  /** How many steps into the value. */
  depth: number;
  parent: Scope | undefined;
}

/** What a schema is checked with: the resources in it follow metaschemas of their own. */
export interface MetaContext {
  metaschema: Schema;
  resources: ReadonlyMap<string, Resource>;
  metaschemaOf: (dialect: Dialect) => Schema;
}

/** What is wrong with a value by a schema (`validator.go`); undefined if it is as it should be. */
export function validate(value: unknown, schema: Schema, meta?: MetaContext): Failure | undefined {
  const scope = { schema, depth: 0, parent: undefined };
  const question = { value, scope, location: undefined, isBrief: false, isWanted: false };
  return new Validator(question, schema, meta).run();
}

interface Question {
  value: unknown;
  scope: Scope;
  location: Location | undefined;
  /** Whether only the answer matters, not what is wrong. */
  isBrief: boolean;
  /** Whether the schema that led here asks what is evaluated. */
  isWanted: boolean;
}

/** Checks one value by one schema. */
class Validator {
  readonly unevaluated: Unevaluated;
  readonly #value: unknown;
  readonly #schema: Schema;
  readonly #scope: Scope;
  readonly #location: Location | undefined;
  readonly #isBrief: boolean;
  readonly #meta: MetaContext | undefined;
  readonly #failures: Failure[] = [];

  /** @param schema that of the scope, or in its place the metaschema of a resource */
  constructor(question: Question, schema: Schema, meta: MetaContext | undefined) {
    const { value, scope } = question;
    this.#value = value;
    this.#schema = schema;
    this.#scope = scope;
    this.#location = question.location;
    this.#isBrief = question.isBrief;
    this.#meta = meta;
    this.unevaluated = new Unevaluated(value, scope.schema, question.isWanted);
  }

  run(): Failure | undefined {
    const schema = this.#schema;
    const value = this.#value;
    if (schema.always === true) return undefined;
    if (schema.always === false) return this.#failure({ reason: 'nothing' });
    if (this.#isCycle()) return this.#failure({ reason: 'cycle' });
    const problem = valueProblem(value, schema);
    if (problem) return this.#failure(problem);
    if (schema.ref) {
      const failure = this.#behind(schema.ref);
      if (schema.version < 2019) return failure;
      this.#add(failure);
    }
    const type = typeOf(value);
    if (type === 'object') this.#checkObject(value as Record<string, unknown>);
    else if (type === 'array') this.#checkList(value as unknown[]);
    else if (type === 'string') this.#reportAll(textProblems(value as string, schema));
    else if (type === 'number') this.#reportAll(numberProblems(value as JsonNumber, schema));
    if (this.#failures.length === 0 || !this.#isBrief) {
      if (schema.version >= 2019) this.#checkReferences();
      this.#checkConditions();
      if (schema.version >= 2019) this.#checkUnevaluated();
    }
    const [only, ...more] = this.#failures;
    return more.length === 0 ? only : this.#failure({ wraps: 'all' }, this.#failures);
  }

  #checkObject(value: Record<string, unknown>): void {
    const schema = this.#schema;
    const keys = Object.keys(value);
    this.#reportAll(objectProblems(value, schema));
    if (this.#isBrief && this.#failures.length > 0) return;
    for (const [property, needs] of schema.dependencies ?? []) {
      if (!Object.hasOwn(value, property)) continue;
      if (Array.isArray(needs)) this.#reportMissing(value, property, needs);
      else this.#add(this.#here(needs));
    }
    this.#checkProperties(value);
    if (schema.propertyNames) for (const key of keys) this.#checkName(key, schema.propertyNames);
    for (const [property, needed] of schema.dependentSchemas ?? [])
      if (Object.hasOwn(value, property)) this.#add(this.#here(needed));
    for (const [property, needs] of schema.dependentRequired ?? [])
      if (Object.hasOwn(value, property)) this.#reportMissing(value, property, needs);
  }

  #checkProperties(value: Record<string, unknown>): void {
    const { properties, patternProperties, additionalProperties } = this.#schema;
    const surplus: string[] = [];
    for (const [key, member] of Object.entries(value)) {
      if (this.#isBrief && this.#failures.length > 0) return;
      const schemas = (patternProperties ?? [])
        .filter(([pattern]) => pattern.test(key))
        .map(([, schema]) => schema);
      const named = properties?.get(key);
      if (named) schemas.unshift(named);
      if (schemas.length === 0 && additionalProperties === undefined) continue;
      this.unevaluated.properties.delete(key);
      if (schemas.length > 0) for (const each of schemas) this.#add(this.#below(each, member, key));
      else if (additionalProperties === false) surplus.push(key);
      else if (typeof additionalProperties === 'object')
        this.#add(this.#below(additionalProperties, member, key));
    }
    if (surplus.length > 0) this.#report({ reason: 'additionalProperties', properties: surplus });
  }

  #checkName(key: string, schema: Schema): void {
    const scope = { schema, depth: 0, parent: undefined };
    const place = { location: undefined, isBrief: false, isWanted: false };
    const failure = new Validator({ value: key, scope, ...place }, schema, this.#meta).run();
    if (failure)
      this.#report({ reason: 'propertyNames', property: key, causes: [] }, unwrapped(failure));
  }

  #reportMissing(value: object, property: string, needs: readonly string[]): void {
    const missing = missingIn(value, needs);
    if (missing.length > 0) this.#report({ reason: 'dependent', property, missing });
  }

  #checkList(list: readonly unknown[]): void {
    const schema = this.#schema;
    const { firstItems = [], items, additionalItems } = schema;
    this.#reportAll(listProblems(list, schema));
    const others = items ?? (typeof additionalItems === 'object' ? additionalItems : undefined);
    for (const [i, item] of list.entries()) {
      const each = firstItems[i] ?? others;
      if (each) this.#add(this.#below(each, item, String(i)));
    }
    if (additionalItems === false && list.length > firstItems.length)
      this.#report({ reason: 'additionalItems', count: list.length - firstItems.length });
    if (schema.contains) this.#checkContains(list, schema.contains);
  }

  #checkContains(list: readonly unknown[], schema: Schema): void {
    const { version, minContains, maxContains } = this.#schema;
    const failures: Failure[] = [];
    let got = 0;
    for (const [i, item] of list.entries()) {
      const failure = this.#below(schema, item, String(i));
      if (failure) {
        failures.push(failure);
        continue;
      }
      got++;
      if (version >= 2020) this.unevaluated.items.delete(i);
    }
    if (minContains === undefined && got === 0) this.#report({ reason: 'contains' }, failures);
    if (minContains !== undefined && got < minContains)
      this.#report({ reason: 'minContains', got, want: minContains }, failures);
    if (maxContains !== undefined && got > maxContains)
      this.#report({ reason: 'maxContains', got, want: maxContains });
  }

  /** The references that depend on how the schema was reached. */
  #checkReferences(): void {
    const { recursiveRef, dynamicRef } = this.#schema;
    if (recursiveRef) {
      const target = recursiveRef.recursiveAnchor
        ? this.#outermost((each) => (each.resource.recursiveAnchor ? each : undefined))
        : undefined;
      this.#add(this.#behind(target ?? recursiveRef));
    }
    if (dynamicRef) {
      const { schema, anchor } = dynamicRef;
      const target =
        anchor !== '' && schema.dynamicAnchor === anchor
          ? this.#outermost((each) => each.resource.dynamicAnchors.get(anchor))
          : undefined;
      this.#add(this.#behind(target ?? schema));
    }
  }

  /** What `find` gives for the outermost schema for which it gives something. */
  #outermost(find: (schema: Schema) => Schema | undefined): Schema | undefined {
    let found: Schema | undefined;
    for (let scope: Scope | undefined = this.#scope; scope; scope = scope.parent)
      found = find(scope.schema) ?? found;
    return found;
  }

  #checkConditions(): void {
    const schema = this.#schema;
    if (schema.not && !this.#here(schema.not, true)) this.#report({ reason: 'not' });
    if (schema.allOf) this.#checkAllOf(schema.allOf);
    if (schema.anyOf && schema.anyOf.length > 0) this.#checkAnyOf(schema.anyOf);
    if (schema.oneOf && schema.oneOf.length > 0) this.#checkOneOf(schema.oneOf);
    if (!schema.if) return;
    const branch = this.#here(schema.if, true) ? schema.else : schema.then;
    if (branch) this.#add(this.#here(branch));
  }

  #checkAllOf(schemas: readonly Schema[]): void {
    const failures = schemas.flatMap((each) => this.#here(each) ?? []);
    if (failures.length > 0) this.#add(this.#failure({ wraps: 'allOf' }, failures));
  }

  #checkAnyOf(schemas: readonly Schema[]): void {
    const failures: Failure[] = [];
    let fits = false;
    for (const each of schemas) {
      const failure = this.#here(each);
      if (failure) failures.push(failure);
      fits ||= !failure;
      // Where someone asks what is evaluated, all of them have a part in it.
      if (!failure && this.unevaluated.isEmpty) break;
    }
    if (!fits) this.#report({ reason: 'anyOf', causes: [] }, failures);
  }

  #checkOneOf(schemas: readonly Schema[]): void {
    const failures: Failure[] = [];
    let first: number | undefined;
    for (const [i, each] of schemas.entries()) {
      const failure = this.#here(each, first !== undefined);
      if (failure) {
        failures.push(failure);
        continue;
      }
      if (first !== undefined) return this.#report({ reason: 'oneOfMany', first, second: i });
      first = i;
    }
    if (first === undefined) this.#report({ reason: 'oneOf', causes: [] }, failures);
  }

  #checkUnevaluated(): void {
    const { unevaluatedProperties, unevaluatedItems } = this.#schema;
    const { properties, items } = this.unevaluated;
    const value = this.#value;
    if (unevaluatedProperties && typeOf(value) === 'object') {
      for (const key of properties) {
        const member = (value as Record<string, unknown>)[key];
        this.#add(this.#below(unevaluatedProperties, member, key));
      }
      properties.clear();
    }
    if (unevaluatedItems && Array.isArray(value)) {
      for (const i of items) this.#add(this.#below(unevaluatedItems, value[i], String(i)));
      items.clear();
    }
  }

  /** Checks the same value by the schema that a reference leads to. */
  #behind(schema: Schema): Failure | undefined {
    const failure = this.#here(schema);
    return failure && this.#failure({ wraps: 'reference' }, unwrapped(failure));
  }

  /** Checks the same value by another schema. */
  #here(schema: Schema, isBrief = false): Failure | undefined {
    const validator = this.#validator({
      value: this.#value,
      scope: { schema, depth: this.#scope.depth, parent: this.#scope },
      location: this.#location,
      isBrief: this.#isBrief || isBrief,
      isWanted: !this.unevaluated.isEmpty,
    });
    const failure = validator.run();
    if (!failure) this.unevaluated.merge(validator.unevaluated);
    return failure;
  }

  /** Checks a member of the value. */
  #below(schema: Schema, value: unknown, step: string): Failure | undefined {
    return this.#validator({
      value,
      scope: { schema, depth: this.#scope.depth + 1, parent: this.#scope },
      location: { above: this.#location, step },
      isBrief: this.#isBrief,
      isWanted: false,
    }).run();
  }

  /** Where a schema is checked, a resource in it is checked by the metaschema of its own dialect. */
  #validator(question: Question): Validator {
    const { schema } = question.scope;
    const meta = this.#meta;
    const resource =
      meta?.metaschema === schema ? meta.resources.get(pointerOf(question.location)) : undefined;
    if (!meta || !resource) return new Validator(question, schema, meta);
    const metaschema = meta.metaschemaOf(resource.dialect);
    return new Validator(question, metaschema, { ...meta, metaschema });
  }

  #isCycle(): boolean {
    const { schema, depth, parent } = this.#scope;
    for (let scope = parent; scope && scope.depth === depth; scope = scope.parent)
      if (scope.schema === schema) return true;
    return false;
  }

  #add(failure: Failure | undefined): void {
    if (failure) this.#failures.push(failure);
  }

  #reportAll(problems: Iterable<SchemaProblem>): void {
    for (const problem of problems) this.#report(problem);
  }

  #report(problem: SchemaProblem, causes: readonly Failure[] = []): void {
    this.#failures.push(this.#failure(problem, causes));
  }

  #failure(problem: SchemaProblem | Wrapping, causes: readonly Failure[] = []): Failure {
    const [location, value] = [this.#location, this.#value];
    return this.#isBrief ? FAILED : { location, value, problem, causes };
  }
}

function pointerOf(location: Location | undefined): string {
  return location ? below(pointerOf(location.above), location.step) : '';
}
