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

/** Values that a schema is held against. */
export interface CheckedValues {
  /** As `helm lint` and Helm 3 check them. */
  kept: unknown;
  /** As Helm 4 checks what it installs: without what is null. */
  leftOut: unknown;
  /** values.yaml, for the places of its values. */
  document: YamlNode | undefined;
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
    return await checkBy(json, values, placeAt);
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
  placeAt: (pointer: string) => Place,
): Promise<Finding[]> {
  const { readValuesSchema } = await import('../schema/values-schema.ts');
  try {
    const { unresolved, check } = readValuesSchema(value);
    const whole = placeAt('');
    const warnings = unresolved.map((address) =>
      finding('values.schema-unresolved', { path: whole.path }, { address }),
    );
    return [...warnings, ...mismatches(values, check)];
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

/** One finding for each place and problem; only what both helms refuse is an error. */
function mismatches(
  { kept, leftOut, document }: CheckedValues,
  check: (values: unknown) => Mismatch[],
): Finding[] {
  const told = (found: readonly Mismatch[]) =>
    new Map(found.map((mismatch) => [JSON.stringify(mismatch), mismatch]));
  const withNulls = told(check(kept));
  const without = leftOut === kept ? withNulls : told(check(leftOut));
  const findings: Finding[] = [];
  for (const [key, mismatch] of new Map([...withNulls, ...without])) {
    const { at, problem } = mismatch;
    const args: ValuesMismatch = { at: at.join('.'), problem };
    if (!withNulls.has(key)) args.nulls = 'left-out';
    else if (!without.has(key)) args.nulls = 'kept';
    const severity = args.nulls === 'left-out' ? 'warning' : 'error';
    const place = placeOfMismatch(mismatch, document);
    findings.push(finding('values.schema-mismatch', place, args, severity));
  }
  return findings;
}

/** The place of the value, or of what it lies in; the file as a whole for all values together. */
function placeOfMismatch({ at, problem }: Mismatch, document: YamlNode | undefined): Place {
  const path = 'values.yaml';
  const [surplus] = problem.reason === 'additionalProperties' ? problem.properties : [];
  const steps = surplus === undefined ? at : [...at, surplus];
  for (let length = steps.length; length > 0; length--) {
    const entry = entryAt(document, ...steps.slice(0, length));
    if (entry) return { path, ...entry.at };
  }
  return { path };
}
