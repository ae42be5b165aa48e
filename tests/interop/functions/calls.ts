/** Calls of the functions of templates, at random, with arguments that they mostly take. */
import fc from 'fast-check';
import { encrypted, key, tomlText, url, urlParts } from './addresses.ts';
import {
  type Arg,
  oneOf,
  of,
  text,
  asciiText,
  separator,
  small,
  scalar,
  nested,
  value,
  plainDict,
  listOrAny,
  dict,
  keyText,
  bool,
  number,
} from './arguments.ts';
import {
  longText,
  yamlText,
  jsonText,
  base,
  pattern,
  subject,
  replacement,
  version,
  constraint,
  layout,
  time,
  date,
  zone,
  written,
  durationText,
  span,
} from './special.ts';
import type { Described } from './described.ts';

export interface Call {
  name: string;
  args: Described[];
  mutates?: boolean;
}

/** The parameters of a function; the last may be any number of the same. */
interface Signature {
  names: string;
  args: Arg[];
  rest?: Arg;
  mutates?: boolean;
}

const SIGNATURES: Record<string, Signature[]> = {
  strings: [
    {
      names:
        'trim upper lower title untitle swapcase snakecase kebabcase camelcase nospace initials',
      args: [text],
    },
    { names: 'snakecase kebabcase camelcase initials title', args: [asciiText] },
    { names: 'trunc abbrev indent nindent repeat wrap', args: [small, text] },
    { names: 'wrap', args: [small, asciiText] },
    { names: 'wrapWith', args: [small, separator, asciiText] },
    { names: 'abbrevboth substr', args: [small, small, text] },
    {
      names: 'trimAll trimSuffix trimPrefix contains hasPrefix hasSuffix split splitList',
      args: [separator, text],
    },
    { names: 'trimAll contains hasPrefix', args: [text, text] },
    { names: 'splitn', args: [separator, small, text] },
    { names: 'replace', args: [separator, separator, text] },
    { names: 'plural', args: [text, text, small] },
    { names: 'quote squote cat', args: [], rest: value },
    { names: 'toString toStrings', args: [value] },
    { names: 'join', args: [separator, listOrAny] },
  ],
  lists: [
    { names: 'list tuple concat', args: [], rest: listOrAny },
    { names: 'append push prepend', args: [listOrAny, value] },
    { names: 'first last rest initial reverse compact uniq sortAlpha', args: [listOrAny] },
    { names: 'mustFirst mustUniq', args: [value] },
    { names: 'without', args: [listOrAny], rest: scalar },
    { names: 'has', args: [fc.oneof(oneOf('a', 'b').map(of('string')), value), listOrAny] },
    { names: 'chunk', args: [small, listOrAny] },
    { names: 'slice', args: [listOrAny], rest: fc.oneof(small, number) },
  ],
  dicts: [
    { names: 'dict', args: [], rest: fc.oneof(keyText, value) },
    { names: 'get hasKey unset', args: [dict, keyText], mutates: true },
    { names: 'set', args: [dict, keyText, value], mutates: true },
    { names: 'pluck', args: [keyText], rest: dict },
    { names: 'pick omit', args: [dict], rest: keyText },
    {
      names: 'merge mergeOverwrite mustMerge mustMergeOverwrite',
      args: [plainDict],
      rest: plainDict,
      mutates: true,
    },
    { names: 'deepCopy', args: [value] },
    { names: 'dig', args: [keyText, value, fc.oneof({ weight: 6, arbitrary: dict }, value)] },
    { names: 'dig', args: [keyText, keyText, value, dict] },
  ],
  yaml: [
    { names: 'toYaml toYamlPretty toYaml toYamlPretty', args: [value] },
    { names: 'toYaml toYamlPretty', args: [dict] },
    { names: 'toYaml toYamlPretty', args: [longText] },
    { names: 'mustToYaml', args: [nested()] },
    { names: 'fromYaml fromYamlArray', args: [yamlText] },
  ],
  encodings: [
    { names: 'b64enc b64dec b32enc b32dec sha1sum sha256sum sha512sum adler32sum', args: [text] },
    { names: 'b64dec', args: [base('AQg+/=\n x9')] },
    { names: 'b32dec', args: [base('AB27=\n x')] },
  ],
  paths: [
    {
      names: 'base dir clean ext isAbs osBase osDir osClean osExt osIsAbs',
      args: [base('/..a.b')],
    },
    { names: 'base dir clean ext', args: [text] },
  ],
  regexes: [
    { names: 'regexMatch mustRegexMatch regexFind mustRegexFind', args: [pattern, subject] },
    {
      names: 'regexFindAll mustRegexFindAll regexSplit mustRegexSplit',
      args: [pattern, subject, small],
    },
    {
      names: 'regexReplaceAll mustRegexReplaceAll regexReplaceAllLiteral',
      args: [pattern, subject, replacement],
    },
    { names: 'regexQuoteMeta', args: [text] },
  ],
  versions: [
    { names: 'semver', args: [version] },
    { names: 'semverCompare', args: [constraint, version] },
  ],
  toml: [
    { names: 'toToml mustToToml', args: [dict] },
    { names: 'toToml', args: [value] },
    { names: 'fromToml', args: [tomlText] },
  ],
  urls: [
    { names: 'urlParse', args: [url] },
    { names: 'urlJoin', args: [urlParts] },
  ],
  secrets: [
    { names: 'decryptAES', args: [key, encrypted] },
    { names: 'genPrivateKey', args: [fc.constant({ string: 'none' })] },
    { names: 'genCAWithKey', args: [text, small, key] },
    { names: 'buildCustomCert', args: [key, encrypted] },
  ],
  dates: [
    { names: 'dateInZone date_in_zone', args: [layout, date, zone] },
    { names: 'htmlDateInZone', args: [date, zone] },
    { names: 'date', args: [layout, date] },
    { names: 'htmlDate unixEpoch', args: [time] },
    { names: 'toDate mustToDate', args: [layout, written] },
    { names: 'dateModify mustDateModify', args: [durationText, time] },
    { names: 'duration durationRound', args: [span] },
  ],
  json: [
    {
      names: 'toJson toPrettyJson toRawJson mustToJson mustToPrettyJson mustToRawJson',
      args: [value],
    },
    { names: 'fromJson fromJsonArray mustFromJson', args: [jsonText] },
  ],
  math: [
    { names: 'int int64 float64 add1 add1f ceil floor toDecimal', args: [number] },
    { names: 'atoi', args: [text] },
    { names: 'add addf', args: [], rest: number },
    { names: 'sub div mod subf', args: [number, number] },
    { names: 'mul mulf divf max biggest min maxf minf', args: [number], rest: number },
    { names: 'round', args: [number, small] },
    { names: 'until', args: [small] },
    { names: 'untilStep', args: [small, small, small] },
    { names: 'seq', args: [], rest: small },
  ],
  defaults: [
    { names: 'default', args: [value, value] },
    { names: 'empty', args: [value] },
    { names: 'coalesce all any', args: [], rest: value },
    { names: 'ternary', args: [value, value, bool] },
    { names: 'typeOf kindOf', args: [value] },
    {
      names: 'typeIs typeIsLike kindIs',
      args: [
        oneOf('string', 'int', 'float64', 'map', 'slice', '[]interface {}', 'bool', 'invalid').map(
          of('string'),
        ),
        value,
      ],
    },
    { names: 'deepEqual', args: [value, value] },
    { names: 'deepEqual', args: [scalar, scalar] },
  ],
};

export const GROUPS = Object.keys(SIGNATURES);

export function calls(group: string): fc.Arbitrary<Call> {
  return fc.oneof(
    ...(SIGNATURES[group] ?? []).flatMap(({ names, args, rest, mutates = false }) =>
      names
        .split(' ')
        .map((name) =>
          fc
            .tuple(fc.tuple(...args), rest ? fc.array(rest, { maxLength: 3 }) : fc.constant([]))
            .map(([fixed, more]) => ({ name, args: [...fixed, ...more], mutates })),
        ),
    ),
  );
}
