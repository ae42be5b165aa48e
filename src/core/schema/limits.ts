import { compareNumbers, isMultiple, type JsonNumber } from '../go/decimal.ts';
import { RegExpFault, translateRegExp } from '../go/regexp.ts';
import { SchemaRefusal } from './fault.ts';
import { hasFormat } from './format.ts';
import type { SchemaProblem } from './problem.ts';
import type { Schema } from './schema.ts';
import { display, displayNumber, findDuplicate, hasType, normalText, typeOf } from './value.ts';

/** What is wrong with a value as a whole; then Helm looks at nothing else. */
export function valueProblem(value: unknown, schema: Schema): SchemaProblem | undefined {
  const { types, const: constant, enum: choice, format } = schema;
  if (types && !hasType(value, types)) return { reason: 'type', got: typeOf(value), want: types };
  if (constant && normalText(value) !== constant.text)
    return { reason: 'const', want: display(constant.value) };
  if (choice && !choice.texts.has(normalText(value))) {
    const want = choice.values.map(display);
    const isSimple = want.every((each) => each !== undefined);
    return { reason: 'enum', want: isSimple ? want : undefined };
  }
  if (format === undefined || typeof value !== 'string') return undefined;
  if (format === 'regex') return regExpProblem(value);
  return hasFormat(value, format) ? undefined : { reason: 'format', format };
}

function regExpProblem(pattern: string): SchemaProblem | undefined {
  try {
    translateRegExp(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof RegExpFault)) throw error;
    return { reason: 'regex', words: error.message };
  }
}

/** What is wrong with the number and the names of an object's members. */
export function* objectProblems(value: object, schema: Schema): Iterable<SchemaProblem> {
  const { minProperties, maxProperties, required } = schema;
  yield* sizeProblems(Object.keys(value).length, {
    minProperties,
    maxProperties,
  });
  const missing = missingIn(value, required);
  if (missing.length > 0) yield { reason: 'required', missing };
}

/** The names of members that an object lacks. */
export function missingIn(value: object, needs: readonly string[] = []): string[] {
  return needs.filter((key) => !Object.hasOwn(value, key));
}

/** What is wrong with a list, apart from its items. */
export function* listProblems(list: readonly unknown[], schema: Schema): Iterable<SchemaProblem> {
  const { minItems, maxItems, uniqueItems } = schema;
  yield* sizeProblems(list.length, { minItems, maxItems });
  const duplicate = uniqueItems ? findDuplicate(list) : undefined;
  if (duplicate) yield { reason: 'uniqueItems', first: duplicate[0], second: duplicate[1] };
}

export function* textProblems(text: string, schema: Schema): Iterable<SchemaProblem> {
  const { minLength, maxLength, pattern } = schema;
  if (minLength !== undefined || maxLength !== undefined)
    yield* sizeProblems([...text].length, { minLength, maxLength });
  if (pattern && !pattern.compiled.test(text)) yield { reason: 'pattern', pattern: pattern.source };
}

type SizeReason = `${'min' | 'max'}${'Length' | 'Items' | 'Properties'}`;

function* sizeProblems(
  got: number,
  limits: Partial<Record<SizeReason, number | undefined>>,
): Iterable<SchemaProblem> {
  for (const [reason, want] of Object.entries(limits) as [SizeReason, number | undefined][])
    if (want !== undefined && (reason.startsWith('min') ? got < want : got > want))
      yield { reason, got, want };
}

/** By each keyword, whether a number's order to the limit breaks it. */
const IS_BROKEN = {
  minimum: (order: number) => order < 0,
  maximum: (order: number) => order > 0,
  exclusiveMinimum: (order: number) => order <= 0,
  exclusiveMaximum: (order: number) => order >= 0,
};
const LIMITS = Object.keys(IS_BROKEN) as (keyof typeof IS_BROKEN)[];

export function* numberProblems(number: JsonNumber, schema: Schema): Iterable<SchemaProblem> {
  for (const reason of LIMITS) {
    const limit = schema[reason];
    if (limit === undefined) continue;
    const order = compareNumbers(number, limit);
    // Helm gives up at numbers that Go can't calculate with.
    if (order === undefined) throw new SchemaRefusal({ reason: 'number' }, schema.place.pointer);
    if (IS_BROKEN[reason](order)) yield { reason, want: displayNumber(limit) };
  }
  const { multipleOf } = schema;
  if (multipleOf !== undefined && !isMultiple(number, multipleOf))
    yield { reason: 'multipleOf', want: displayNumber(multipleOf) };
}
