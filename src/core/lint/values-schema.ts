import type { OutputUnit, Schema, SchemaDraft } from '@cfworker/json-schema';
import { engineBound } from '../bounds.ts';
import type { ChartFile } from '../chart/files.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isRecord } from '../json.ts';
import { finding, type Finding } from './finding.ts';
import { placeIn } from './place.ts';
import { isLongAndUnique } from './unique-items.ts';

/**
 * values.yaml against values.schema.json, as Helm checks it (`pkg/chart/common/util/jsonschema.go`,
 * with santhosh-tekuri/jsonschema). The library is loaded only for charts that have a schema.
 */
export async function checkSchema(
  values: unknown,
  document: YamlNode | undefined,
  { path, bytes }: ChartFile,
): Promise<Finding[]> {
  const text = new TextDecoder().decode(bytes);
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    return [finding('values.schema-unreadable', { path }, { words: wordsOf(error) })];
  }
  const draft = draftOf(schema);
  try {
    // Since draft 2019-09, `format` is an annotation and isn't validated (JSON Schema Core,
    // "format").
    if (draft.startsWith('20')) schema = JSON.parse(text, withoutFormat);
    if (isLongAndUnique(values)) schema = JSON.parse(JSON.stringify(schema), withoutUniqueItems);
    if (!isSchema(schema)) return [finding('values.schema-unreadable', { path }, {})];
    const { Validator } = await import('@cfworker/json-schema');
    return mismatches(new Validator(schema, draft, false).validate(values).errors, document);
  } catch (error) {
    const bound = engineBound(error);
    if (bound) return [finding('values.schema-unchecked', { path }, bound)];
    // For instance a reference to another file, which Helm fetches, or a pattern in Go's own
    // syntax.
    const [words = ''] = wordsOf(error).split('\n', 1);
    return [finding('values.schema-unchecked', { path }, { reason: 'failed', words })];
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A schema is an object or a boolean (JSON Schema Core, "JSON Schema Documents"). */
function isSchema(value: unknown): value is Schema | boolean {
  return typeof value === 'boolean' || isRecord(value);
}

/** The draft in `$schema`; without one Helm uses the newest. */
function draftOf(schema: unknown): SchemaDraft {
  const name = isRecord(schema) ? String(schema['$schema']) : '';
  if (name.includes('draft-04')) return '4';
  if (/draft-0[67]/.test(name)) return '7';
  return name.includes('2019-09') ? '2019-09' : '2020-12';
}

function withoutFormat(key: string, value: unknown): unknown {
  return key === 'format' && typeof value === 'string' ? undefined : value;
}

function withoutUniqueItems(key: string, value: unknown): unknown {
  return key === 'uniqueItems' && value === true ? undefined : value;
}

/** Keywords whose errors only repeat those of a subschema. */
const PASSING =
  /^(?:\$ref|\$recursiveRef|allOf|if|properties|patternProperties|additionalProperties|unevaluatedProperties|dependentSchemas|prefixItems|items|additionalItems|unevaluatedItems)$/;
/** Keywords with alternatives: the errors of each alternative don't help. */
const CHOOSING = /^(?:anyOf|oneOf|contains|propertyNames)$/;

/** One finding for each place and problem. */
function mismatches(errors: OutputUnit[], document: YamlNode | undefined): Finding[] {
  const chosen = new Set(
    errors.filter(({ keyword }) => CHOOSING.test(keyword)).map((error) => error.keywordLocation),
  );
  const isAlternative = ({ keywordLocation }: OutputUnit) =>
    placesAbove(keywordLocation).some((place) => chosen.has(place));
  const findings = new Map<string, Finding>();
  for (const error of errors) {
    const { keyword, instanceLocation } = error;
    if (PASSING.test(keyword) || isAlternative(error)) continue;
    const steps = instanceLocation.split('/').slice(1).map(unescape);
    const place = placeIn('values.yaml', document, ...steps);
    const args = { at: steps.join('.'), words: keyword === 'false' ? undefined : error.error };
    findings.set(JSON.stringify(args), finding('values.schema-mismatch', place, args));
  }
  return [...findings.values()];
}

/** The places in a schema that `location` lies within: `#/a` and `#` of `#/a/b`. */
function placesAbove(location: string): string[] {
  const slashes = [...location.matchAll(/\//g)];
  return slashes.map(({ index }) => location.slice(0, index));
}

/** A step of a JSON pointer in a URI fragment (RFC 6901, section 6). */
function unescape(step: string): string {
  return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}
