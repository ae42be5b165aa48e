import type { Schema } from './schema.ts';
import { typeOf } from './value.ts';

/** The properties and items of a value that no keyword has looked at yet. */
export class Unevaluated {
  readonly properties = new Set<string>();
  readonly items = new Set<number>();

  /** @param isWanted whether the schema that led here asks for it */
  constructor(value: unknown, schema: Schema, isWanted: boolean) {
    const type = typeOf(value);
    if (type === 'object') {
      const asks = isWanted || schema.unevaluatedProperties !== undefined;
      if (asks && !schema.evaluatesAllProperties)
        for (const key of Object.keys(value as object)) this.properties.add(key);
    } else if (type === 'array') {
      const asks = isWanted || schema.unevaluatedItems !== undefined;
      const { length } = value as unknown[];
      if (asks && !schema.evaluatesAllItems)
        for (let i = schema.firstItems?.length ?? 0; i < length; i++) this.items.add(i);
    }
  }

  get isEmpty(): boolean {
    return this.properties.size === 0 && this.items.size === 0;
  }

  /** Takes over what another schema has looked at in the same value. */
  merge({ properties, items }: Unevaluated): void {
    for (const key of this.properties) if (!properties.has(key)) this.properties.delete(key);
    for (const i of this.items) if (!items.has(i)) this.items.delete(i);
  }
}
