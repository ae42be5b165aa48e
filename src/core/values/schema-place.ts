import { isRequired, type SchemaNote, type SchemaNotes, type Schemas } from './schema-notes.ts';
import type { ValuesSource } from './sources.ts';

/** A schema, and what of it holds at one place. */
interface Held {
  notes: SchemaNotes;
  schemas: Schemas;
}

/** What the schemas of a chart and its subcharts say at one place of the chart's values. */
export class SchemaPlace {
  readonly #held: readonly Held[];
  /** The chart whose values are at this place, if they are a whole chart's. */
  readonly #source: ValuesSource | undefined;

  private constructor(held: readonly Held[], source: ValuesSource | undefined) {
    this.#held = held.filter(({ schemas }) => schemas.length > 0);
    this.#source = source;
  }

  static of(source: ValuesSource): SchemaPlace {
    const { schema } = source;
    return new SchemaPlace(schema ? [{ notes: schema, schemas: schema.root }] : [], source);
  }

  below(step: string | number): SchemaPlace {
    const held = this.#held.map(({ notes, schemas }) => ({
      notes,
      schemas: notes.below(schemas, step),
    }));
    const source = this.#source?.subcharts.find(({ keys }) => keys.some((key) => key === step));
    const own = source?.schema;
    return new SchemaPlace(own ? [...held, { notes: own, schemas: own.root }] : held, source);
  }

  /** The keys that are named here. */
  keys(): string[] {
    return [...new Set(this.#held.flatMap(({ notes, schemas }) => notes.keysOf(schemas)))];
  }

  requires(step: string | number): boolean {
    return this.#held.some(({ schemas }) => isRequired(schemas, step));
  }

  /** What is said of the value here; the outer chart's schema has the first word. */
  note(isRequired: boolean): SchemaNote | undefined {
    const [first] = this.#held;
    return first?.notes.noteOf(first.schemas, isRequired);
  }
}
