/** What is wrong with values, in the words of Helm's library (santhosh-tekuri/jsonschema v6, `kind/kind.go`). */
import { quote } from '../go/quote.ts';
import { parseUrl } from '../go/url.ts';
import { pathOf, unwrapped, type Failure } from '../schema/failure.ts';
import type { SchemaRefusal } from '../schema/fault.ts';
import { below } from '../schema/pointer.ts';
import type { SchemaProblem } from '../schema/problem.ts';

const OWN = 'file:///values.schema.json#';

/** A line for each failure, with those that it comes from below it. */
export function failureWords(failure: Failure): string {
  return unwrapped(failure)
    .flatMap((each) => lines(each, ''))
    .join('\n');
}

/** Why a schema can't be used. */
export function refusalWords({ fault, pointer, failure }: SchemaRefusal): string {
  switch (fault.reason) {
    case 'metaschema': {
      const wrong = failure ? failureWords(failure) : '';
      return `"${OWN}" is not valid against metaschema: jsonschema validation failed with '${fault.draft}#'\n${wrong}`;
    }
    case 'elsewhere':
      // A file beside it, which isn't where Helm looks.
      return `failing loading ${quote(fault.address)}: open ${parseUrl(fault.address)?.path}: no such file or directory`;
    case 'scheme':
      return `failing loading ${quote(fault.address)}: no URLLoader registered for ${quote(fault.address)}`;
    case 'not-found':
    case 'pointer':
      return `json-pointer in ${quote(fault.address)} not found`;
    case 'pattern':
      return `invalid regex at ${OWN}${pointer}: ${fault.words}`;
    default: {
      const about = 'address' in fault ? fault.address : 'name' in fault ? fault.name : '';
      return `unusable schema at ${OWN}${pointer}: ${fault.reason} ${about}`.trimEnd();
    }
  }
}

function lines({ location, value, problem, causes }: Failure, indent: string): string[] {
  const isPassedOver = 'wraps' in problem && problem.wraps === 'reference' && causes.length === 1;
  const inner = causes.flatMap((each) => lines(each, isPassedOver ? indent : `${indent}  `));
  if (isPassedOver) return inner;
  const told =
    'wraps' in problem
      ? problem.wraps === 'allOf'
        ? "'allOf' failed"
        : 'validation failed'
      : words(problem, value);
  return [`${indent}- at ${quoted(below('', ...pathOf(location)))}: ${told}`, ...inner];
}

function words(problem: SchemaProblem, value: unknown): string {
  switch (problem.reason) {
    case 'nothing':
      return 'false schema';
    case 'type':
      return `got ${problem.got}, want ${problem.want.join(' or ')}`;
    case 'enum': {
      const { want } = problem;
      if (!want) return "'enum' failed";
      return `value must be ${want.length > 1 ? 'one of ' : ''}${want.map(displayed).join(', ')}`;
    }
    case 'const':
      return problem.want === undefined
        ? "'const' failed"
        : `value must be ${displayed(problem.want)}`;
    case 'format':
      return `${displayed(JSON.stringify(value) ?? '')} is not valid ${problem.format}`;
    case 'regex':
      return `${displayed(JSON.stringify(value) ?? '')} is not valid regex: ${problem.words}`;
    case 'pattern':
      return `${displayed(JSON.stringify(value) ?? '')} does not match pattern ${quoted(problem.pattern)}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return `${problem.reason}: got ${grouped(value)}, want ${grouped(problem.want)}`;
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
      return `${problem.reason}: got ${grouped(problem.got)}, want ${grouped(problem.want)}`;
    case 'required': {
      const { missing } = problem;
      return `missing ${missing.length === 1 ? 'property' : 'properties'} ${allQuoted(missing)}`;
    }
    case 'dependent':
      return `properties ${allQuoted(problem.missing)} required, if ${quoted(problem.property)} exists`;
    case 'additionalProperties':
      return `additional properties ${allQuoted(problem.properties)} not allowed`;
    case 'additionalItems':
      return `last ${grouped(problem.count)} additionalItem(s) not allowed`;
    case 'propertyNames':
      return `invalid propertyName ${quoted(problem.property)}`;
    case 'uniqueItems':
      return `items at ${grouped(problem.first)} and ${grouped(problem.second)} are equal`;
    case 'contains':
      return 'no items match contains schema';
    case 'minContains':
    case 'maxContains': {
      const bound = `${problem.reason.slice(0, 3)} ${grouped(problem.want)}`;
      const matched = problem.got === 0 ? 'none matched' : `matched ${grouped(problem.got)} items`;
      return `${bound} items required to match contains schema, but ${matched}`;
    }
    case 'not':
    case 'anyOf':
      return `'${problem.reason}' failed`;
    case 'oneOf':
      return "'oneOf' failed, none matched";
    case 'oneOfMany':
      return `'oneOf' failed, subschemas ${grouped(problem.first)}, ${grouped(problem.second)} matched`;
    case 'cycle':
      return 'the schema leads back to itself';
  }
}

/** A value that is given as JSON. */
function displayed(json: string): string {
  if (json === 'null') return '<nil>';
  return json.startsWith('"') ? quoted(JSON.parse(json) as string) : json;
}

function allQuoted(texts: readonly string[]): string {
  return texts.map(quoted).join(', ');
}

/** Go's `%q` with the other quotation marks. */
function quoted(text: string): string {
  return `'${quote(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A number with commas between groups of three digits, as in English. */
function grouped(number: unknown): string {
  return Number(number).toLocaleString('en-US', { maximumFractionDigits: 20 });
}
