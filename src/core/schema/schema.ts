import type { JsonNumber } from '../go/decimal.ts';
import type { Place } from './documents.ts';

/** The types that a value can have, and `integer`, which some numbers are too. */
export type JsonType = 'null' | 'boolean' | 'number' | 'integer' | 'string' | 'array' | 'object';

/** A compiled schema (`schema.go`): the keywords that its draft has, with all references followed. */
export interface Schema {
  place: Place;
  version: number;
  /** The schema with an address of its own that this one lies in. */
  resource: Schema;
  /** Of a resource: its schemas that `$dynamicRef` looks for, by their names. */
  dynamicAnchors: Map<string, Schema>;
  /** A schema that allows everything or nothing. */
  always?: boolean;

  ref?: Schema | undefined;
  recursiveRef?: Schema | undefined;
  recursiveAnchor?: boolean;
  dynamicRef?: { schema: Schema; anchor: string } | undefined;
  dynamicAnchor?: string;

  types?: JsonType[] | undefined;
  /** Values, and the texts that `normalText` makes of them. */
  enum?: { values: unknown[]; texts: Set<string> } | undefined;
  const?: { value: unknown; text: string } | undefined;
  format?: string | undefined;
  not?: Schema | undefined;
  allOf?: Schema[] | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  if?: Schema | undefined;
  then?: Schema | undefined;
  else?: Schema | undefined;

  minProperties?: number | undefined;
  maxProperties?: number | undefined;
  required?: string[] | undefined;
  properties?: Map<string, Schema> | undefined;
  patternProperties?: [RegExp, Schema][] | undefined;
  additionalProperties?: boolean | Schema | undefined;
  propertyNames?: Schema | undefined;
  /** What must be there, or hold, if a property is there. */
  dependencies?: [property: string, needs: string[] | Schema][] | undefined;
  dependentRequired?: [property: string, needs: string[]][] | undefined;
  dependentSchemas?: Map<string, Schema> | undefined;
  unevaluatedProperties?: Schema | undefined;

  minItems?: number | undefined;
  maxItems?: number | undefined;
  uniqueItems?: boolean;
  /** Schemas of the first items, and of all others. */
  firstItems?: Schema[] | undefined;
  items?: Schema | undefined;
  /** Up to 2019-09, of the items after the first ones. */
  additionalItems?: boolean | Schema | undefined;
  contains?: Schema | undefined;
  minContains?: number | undefined;
  maxContains?: number | undefined;
  unevaluatedItems?: Schema | undefined;

  minLength?: number | undefined;
  maxLength?: number | undefined;
  pattern?: { source: string; compiled: RegExp } | undefined;

  minimum?: JsonNumber | undefined;
  maximum?: JsonNumber | undefined;
  exclusiveMinimum?: JsonNumber | undefined;
  exclusiveMaximum?: JsonNumber | undefined;
  multipleOf?: JsonNumber | undefined;

  /** What the schema itself evaluates, so that `unevaluated…` needn't ask. */
  evaluatesAllProperties?: boolean;
  evaluatesAllItems?: boolean;
}
