import type { IgnoreFault, MetadataFault, YamlFault } from '../core/errors.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';

const YAML: ReasonWords<YamlFault> = {
  syntax: ({ words }) => words,
  encoding: ({ encoding }) => `not valid ${encoding.toUpperCase()}`,
  'too-large': ({ limit }) => `it has more than ${limit} words and marks, the most this page reads`,
  'too-deep': 'it is nested too deep for this page',
  'control-character': 'control characters are not allowed',
  'yaml-version': 'Helm reads YAML 1.1 only',
  tab: 'a tab must not be used for indentation',
  'excessive-aliasing': 'document contains excessive aliasing',
  'unquoted-sign': 'within brackets, text with a ? or with a : first must be quoted',
  'key-over-lines': 'a key and its colon must be on one line',
  'key-no-scalar': 'a key must not be a list or a map',
  'merge-no-map': 'map merge requires map or sequence of maps as the value',
  'anchor-unknown': ({ anchor }) => `unknown anchor '${anchor}' referenced`,
  'anchor-within-itself': ({ anchor }) => `anchor '${anchor}' value contains itself`,
  'anchor-name': ({ anchor }) => `anchor ${anchor} must be letters and digits`,
  escape: ({ escape }) => `unknown escape ${escape}`,
  tag: ({ tag, text }) => `cannot decode \`${text}\` as ${tag}`,
  base64: '!!binary value contains invalid base64 data',
  'no-map': 'it must be a map of keys and values',
  'after-mark': 'nothing but a comment may stand on the line with ---',
};

/** Why a YAML file can't be read, to stand behind a colon; much of it as Helm says it. */
export function yamlFault(fault: YamlFault): string {
  return reasonWords(YAML, fault);
}

const METADATA: ReasonWords<MetadataFault> = {
  'no-list': 'must be a list',
  'no-map': 'must be a map',
  'no-text': 'must be text',
  'no-flag': 'must be true or false, without quotes',
  'no-finite-number': 'must be a finite number',
  'unusable-key': 'a key must be text, a number or a boolean',
  required: 'is required',
  empty: 'must not be empty',
  dots: 'must not be . or ..',
  slash: 'must not contain a slash',
  'chart-type': 'must be application or library',
  alias: 'must hold only letters, digits, - and _',
  repeated: ({ name }) => `more than one has the name or alias ${name}`,
};

/** What is wrong with a field, to stand behind the field. */
export function metadataFault(fault: MetadataFault): string {
  return reasonWords(METADATA, fault);
}

/** The field, or the whole document where there is none. */
export function fieldName({ field }: { field: string }): string {
  return field || 'the document';
}

/** Why a rule of .helmignore can't be used, to stand behind a colon. */
export const IGNORE_FAULTS: Record<IgnoreFault, string> = {
  'line-too-long': 'a line of more than 65,535 bytes',
  'double-star': 'two stars in a row are not supported',
  malformed: 'malformed pattern',
};
