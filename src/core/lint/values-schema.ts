import { engineBound } from '../bounds.ts';
import type { ChartFile } from '../chart/files.ts';
import { readJson, type JsonDocument } from '../go/json-read.ts';
import { SchemaRefusal, type SchemaFault } from '../schema/fault.ts';
import { below, stepsOf } from '../schema/pointer.ts';
import type { Mismatch } from '../schema/problem.ts';
import { lineTable } from '../yaml/line-table.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { finding, type Finding, type Place } from './finding.ts';
import type { SchemaTextFault, ValuesMismatch } from './values-schema-faults.ts';

/** The values that a schema is held against, which differ in what is null. */
export interface CheckedValues {
  /**
   * Those that each Helm checks, for each command that checks any; the last is `helm template`.
   * Undefined where a Helm doesn't: for it the chart isn't enabled.
   */
  byCommand: readonly { helm3?: unknown; helm4?: unknown }[];
  /** The files that the values come from; the first that has a value counts. */
  sources: readonly ValuesSource[];
  /** The names that lead to these values in those of the outermost chart. */
  names?: readonly string[];
}

/** A values.yaml, for the places of its values. */
export interface ValuesSource {
  path: string;
  document: YamlNode | undefined;
  /** The names that lead to the chart's values in this file: a chart may set those of its subcharts. */
  names: readonly string[];
}

/**
 * Values against values.schema.json, as Helm checks them (`pkg/chart/common/util/jsonschema.go`).
 * The code for schemas is loaded only for charts that have one.
 */
export async function checkSchema(values: CheckedValues, file: ChartFile): Promise<Finding[]> {
  const { path, bytes } = file;
  // Helm's lint doesn't pass over a byte order mark.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const unreadable = (fault: SchemaTextFault) => [
    finding('values.schema-unreadable', { path }, fault),
  ];
  if (text === '') return unreadable({ reason: 'empty' });
  if (text.startsWith('\ufeff')) return unreadable({ reason: 'byte-order-mark' });
  try {
    const json = readJson(text);
    const placeAt = (pointer: string): Place => ({
      path,
      ...lineTable(text)(json.offsetOf(stepsOf(pointer) ?? [])),
    });
    return await checkBy(json, values, file, placeAt);
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable({ reason: 'syntax', words: error.message });
    const bound = engineBound(error);
    if (!bound) throw error;
    return [finding('values.schema-unchecked', { path }, bound)];
  }
}

async function checkBy(
  { value }: JsonDocument,
  values: CheckedValues,
  file: ChartFile,
  placeAt: (pointer: string) => Place,
): Promise<Finding[]> {
  const { readValuesSchema } = await import('../schema/values-schema.ts');
  try {
    const { unresolved, check } = readValuesSchema(value);
    const { path } = file;
    const warnings = unresolved.map((address) =>
      finding('values.schema-unresolved', { path }, { address }),
    );
    return [...warnings, ...mismatches(values, path, check)];
  } catch (error) {
    if (!(error instanceof SchemaRefusal)) throw error;
    return refusals(error.fault, error.pointer, placeAt);
  }
}

function refusals(
  fault: SchemaFault,
  pointer: string,
  placeAt: (pointer: string) => Place,
): Finding[] {
  if (fault.reason === 'elsewhere')
    return [finding('values.schema-unchecked', placeAt(pointer), fault)];
  if (fault.reason !== 'metaschema')
    return [finding('values.schema-invalid', placeAt(pointer), fault)];
  const { draft, mismatches } = fault;
  return mismatches.map(({ at: steps, problem }) => {
    const at = pointer + below('', ...steps);
    const args = { reason: 'metaschema', draft, at, problem } as const;
    return finding('values.schema-invalid', placeAt(at), args);
  });
}

/** One finding for each place and problem; only what both helms refuse in one command is an error. */
function mismatches(
  { byCommand, sources, names = [] }: CheckedValues,
  schema: string,
  check: (values: unknown) => Mismatch[],
): Finding[] {
  const told = remembering((values) => {
    const found = values === undefined ? [] : check(values);
    return new Map(found.map((mismatch) => [JSON.stringify(mismatch), mismatch]));
  });
  const commands = byCommand.map(({ helm3, helm4 }) => ({ in3: told(helm3), in4: told(helm4) }));
  const all = new Map(commands.flatMap(({ in3, in4 }) => [...in3, ...in4]));
  const findings: Finding[] = [];
  for (const [key, mismatch] of all) {
    const { at, problem } = mismatch;
    const args: ValuesMismatch = { at: [...names, ...at].join('.'), problem };
    if (names.length > 0) args.schema = schema;
    if (names.length > 0 && isGlobal(mismatch)) args.isGlobal = true;
    const { in4: installed } = commands.at(-1) ?? {};
    if (!commands.some(({ in3 }) => in3.has(key))) args.nulls = 'left-out';
    else if (!installed?.has(key)) args.nulls = 'kept';
    const isOfBoth = commands.some(({ in3, in4 }) => in3.has(key) && in4.has(key));
    if (args.nulls === 'kept' && !isOfBoth) args.nulls = 'kept-by-3';
    const place = placeOfMismatch(mismatch, sources);
    const severity = isOfBoth ? 'error' : 'warning';
    findings.push(finding('values.schema-mismatch', place, args, severity));
  }
  return findings;
}

/** Whether it is `global`, at the top of a chart's values, that isn't allowed. */
function isGlobal({ at, problem }: Mismatch): boolean {
  return (
    at.length === 0 &&
    problem.reason === 'additionalProperties' &&
    problem.properties.includes('global')
  );
}

/** Helm's commands mostly check the same values. */
function remembering<T>(work: (values: unknown) => T): (values: unknown) => T {
  const known = new Map<string, T>();
  return (values) => {
    const key = JSON.stringify(values) ?? '';
    const result = known.get(key) ?? work(values);
    known.set(key, result);
    return result;
  };
}

/**
 * The place of the value in the first file that has it, else of what it lies in; the last file as a
 * whole for all values together.
 */
function placeOfMismatch({ at, problem }: Mismatch, sources: readonly ValuesSource[]): Place {
  const [surplus] = problem.reason === 'additionalProperties' ? problem.properties : [];
  const steps = surplus === undefined ? at : [...at, surplus];
  for (let length = steps.length; length > 0; length--) {
    for (const { path, document, names } of sources) {
      const entry = entryAt(document, ...names, ...steps.slice(0, length));
      if (entry) return { path, ...entry.at };
    }
  }
  return { path: sources.at(-1)?.path ?? 'values.yaml' };
}
