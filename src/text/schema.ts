import type { FindingArgs, FindingCode } from '../core/lint/codes.ts';
import type { InvalidSchema, SchemaTextFault } from '../core/lint/values-schema-faults.ts';
import type { Mismatch, SchemaProblem } from '../core/schema/problem.ts';
import { checkFault } from './checking.ts';
import type { WordsOf } from './finding-words.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';
import { count } from './units.ts';

type SchemaCode = Extract<FindingCode, `values.schema-${string}`>;

const INSTALL_STOPS = 'helm install stops at it, and Helm’s lint counts it as an error.';
const KEPT =
  'helm lint and Helm 3 check what is null in values.yaml, and refuse it; what Helm 4 installs is checked without it.';
const KEPT_BY_3 =
  'Helm 3 keeps what is null in these values, and refuses it; Helm 4 leaves it out, and takes the chart.';
const LEFT_OUT =
  'Helm 4 leaves out what is null in values.yaml before it installs, so that it refuses these defaults; Helm 3 keeps it, and takes them.';

/** The words of the findings about values.schema.json. */
export const SCHEMA_WORDS: WordsOf<SchemaCode> = {
  'values.schema-unreadable': (fault) => ({
    what: `values.schema.json is not valid JSON: ${reasonWords(TEXT, fault)}.`,
    why:
      fault.reason === 'byte-order-mark'
        ? 'helm package and helm install pass over it, but Helm’s lint counts it as an error.'
        : 'helm package refuses it, and helm install stops at it.',
    next:
      fault.reason === 'byte-order-mark'
        ? 'Save it without a byte order mark.'
        : 'Correct it, or remove the file.',
  }),
  'values.schema-invalid': (fault) => ({
    what: `values.schema.json can’t be used: ${reasonWords(INVALID, fault)}.`,
    why: `helm package takes it, but ${INSTALL_STOPS}`,
    next: 'Correct the schema.',
  }),
  'values.schema-mismatch': ({ at, problem, schema = 'values.schema.json', nulls, isGlobal }) => ({
    what: `${at || 'The whole'} doesn’t fit ${schema}: ${problemWords(problem)}.`,
    why: nulls
      ? { kept: KEPT, 'kept-by-3': KEPT_BY_3, 'left-out': LEFT_OUT }[nulls]
      : 'helm install checks values against the schema: with these defaults it would fail.',
    next: nulls
      ? 'Give the value a default, or take its line out of values.yaml; or correct the schema.'
      : isGlobal
        ? 'Allow the key global in the schema: Helm gives it to every subchart.'
        : 'Correct the value in values.yaml, or the schema.',
  }),
  'values.schema-unresolved': ({ address }) => ({
    what: `values.schema.json refers to ${address}, which Helm can’t resolve.`,
    why: 'Helm warns and goes on as if a schema were there that allows everything.',
    next: 'Put that schema into values.schema.json itself.',
  }),
  'values.schema-unchecked': (fault) => ({
    what: `values.yaml could not be checked against values.schema.json: ${uncheckedWords(fault)}.`,
    why:
      fault.reason === 'elsewhere'
        ? 'Helm fetches it from where it runs, which this page can’t do.'
        : 'A schema, or a pattern in it, can be made so that it takes a browser too much; Helm may manage.',
    next: 'Run helm lint in the chart’s folder to have it checked.',
  }),
};

const TEXT: ReasonWords<SchemaTextFault> = {
  empty: 'it is empty',
  'byte-order-mark': 'it starts with a byte order mark',
  syntax: ({ words }) => words.replace(/\.$/, ''),
};

const INVALID: ReasonWords<InvalidSchema> = {
  metaschema: ({ draft, at, problem }) =>
    `by the rules of ${draft}, what is at ${at || 'its top'} is wrong: ${problemWords(problem)}`,
  'not-found': ({ address }) => `nothing is at ${shown(address)}`,
  pointer: ({ address }) => `${shown(address)} has a ~ that is neither ~0 nor ~1`,
  address: ({ address }) => `${address} is not an address`,
  duplicate: ({ name }) => `two schemas are called ${shown(name)}`,
  scheme: ({ address }) => `it refers to “${address}”, which Helm has no way to load`,
  'own-draft': ({ address }) => `its $schema, ${address}, leads back to itself`,
  vocabulary: ({ address }) => `Helm doesn’t know the vocabulary ${address}`,
  pattern: ({ words }) => words,
  number: 'it holds a number that Helm can’t calculate with',
};

function uncheckedWords(fault: FindingArgs['values.schema-unchecked']): string {
  return fault.reason === 'elsewhere' ? `it refers to ${fault.address}` : checkFault(fault);
}

/** An address without the name that Helm gives the file itself. */
function shown(address: string): string {
  return address.replace(/^file:\/\/\/values\.schema\.json(?=#)/, '');
}

/** Up to so many causes, and names, are told. */
const MOST = 3;

const PROBLEM: ReasonWords<SchemaProblem> = {
  nothing: 'nothing is allowed here',
  type: ({ got, want }) => `it is ${named(got)}, not ${want.map(named).join(' or ')}`,
  enum: ({ want }) => (want ? `it must be ${anyOf(want)}` : 'it is none of the values of enum'),
  const: ({ want }) => (want ? `it must be ${want}` : 'it is not the value of const'),
  format: ({ format }) => `it is not of the format ${format}`,
  regex: ({ words }) => `Helm can’t read it (${words})`,
  pattern: ({ pattern }) => `it doesn’t match the pattern ${pattern}`,
  minLength: ({ got, want }) => `it has ${count(got, 'character')}, fewer than ${want}`,
  maxLength: ({ got, want }) => `it has ${count(got, 'character')}, more than ${want}`,
  minItems: ({ got, want }) => `it has ${count(got, 'item')}, fewer than ${want}`,
  maxItems: ({ got, want }) => `it has ${count(got, 'item')}, more than ${want}`,
  minProperties: ({ got, want }) => `it has ${count(got, 'key')}, fewer than ${want}`,
  maxProperties: ({ got, want }) => `it has ${count(got, 'key')}, more than ${want}`,
  minimum: ({ want }) => `it must be ${want} or more`,
  maximum: ({ want }) => `it must be ${want} or less`,
  exclusiveMinimum: ({ want }) => `it must be more than ${want}`,
  exclusiveMaximum: ({ want }) => `it must be less than ${want}`,
  multipleOf: ({ want }) => `it must be a multiple of ${want}`,
  required: ({ missing }) => `it lacks ${listed(missing)}`,
  dependent: ({ property, missing }) => `with ${property} it must have ${listed(missing)}`,
  additionalProperties: ({ properties }) => `it must not have ${listed(properties)}`,
  additionalItems: ({ count: more }) => `it has ${count(more, 'item')} too many`,
  propertyNames: ({ property, causes }) =>
    `the key ${property} is not allowed${explained(causes, '')}`,
  uniqueItems: ({ first, second }) => `its items ${first} and ${second} are equal`,
  contains: 'none of its items is as contains wants one',
  minContains: ({ got, want }) => `${got} of its items are as contains wants ${want} or more`,
  maxContains: ({ got, want }) => `${got} of its items are as contains wants at most ${want}`,
  not: 'it is what not forbids',
  anyOf: ({ causes }) => `it fits none of the alternatives${explained(causes, ' or ')}`,
  oneOf: ({ causes }) => `it fits none of the alternatives${explained(causes, ' or ')}`,
  oneOfMany: ({ first, second }) =>
    `it fits alternatives ${first + 1} and ${second + 1}, and must fit only one`,
  cycle: 'the schema leads back to itself',
};

function problemWords(problem: SchemaProblem): string {
  return reasonWords(PROBLEM, problem);
}

const NAMES: Record<string, string> = {
  array: 'a list',
  object: 'a map',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function named(type: string): string {
  return NAMES[type] ?? type;
}

function anyOf(values: readonly string[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST;
  return more > 0 ? `${names.slice(0, MOST).join(', ')} and ${more} more` : names.join(', ');
}

/** What is wrong by each alternative, in brackets; not what is wrong by alternatives within it. */
function explained(causes: readonly Mismatch[], or: string): string {
  const told = causes.slice(0, MOST).map(({ at, problem }) => {
    const words = problemWords('causes' in problem ? { ...problem, causes: [] } : problem);
    return at.length > 0 ? `${at.join('.')}: ${words}` : words;
  });
  if (told.length === 0) return '';
  const more = causes.length > MOST ? ' …' : '';
  return ` (${[...new Set(told)].join(`;${or || ' '}`)}${more})`;
}
