import type { IgnoreFault, MetadataFault, YamlFault } from '../core/errors.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';

/** Where yaml.v2 has words for it, these are they, so that the web knows them. */
const YAML: ReasonWords<YamlFault> = {
  'no-token': ({ character }) => `${character} cannot start any token`,
  tab: 'a tab must not be used for indentation',
  depth: ({ limit }) => `exceeded max depth of ${limit}`,
  'no-colon': "could not find expected ':'",
  'entry-misplaced': 'block sequence entries are not allowed in this context',
  'key-misplaced': 'mapping keys are not allowed in this context',
  'value-misplaced': 'mapping values are not allowed in this context',
  'no-content': 'did not find expected node content',
  'no-dash': "did not find expected '-' indicator",
  'no-key': 'did not find expected key',
  'no-comma': ({ bracket }) => `did not find expected ',' or '${bracket}'`,
  'quote-missing': ({ quote }) => `the closing ${quote} is missing`,
  'document-mark-in-quotes': 'a line within quotes must not be --- or ...',
  escape: ({ escape }) => `unknown escape ${escape}`,
  'after-block-sign': 'only a comment may follow | or > on their line',
  'block-indentation': 'found an indentation indicator equal to 0',
  'anchor-name': ({ anchor }) => `anchor ${anchor} must be letters and digits`,
  'tag-syntax': 'a tag must be written like !name, and end in a space',
  'tag-handle': ({ handle }) => `found undefined tag handle ${handle}`,
  directive: 'a line that starts with % must be a %YAML or %TAG directive',
  'directive-repeated': 'a directive must not be repeated',
  'yaml-version': 'Helm reads YAML 1.1 only',
  'no-document-start': 'directives must be followed by ---',
  encoding: ({ encoding }) => `not valid ${encoding.toUpperCase()}`,
  'too-large': ({ limit }) =>
    `it has more than ${limit} keys and values, the most this page reads (lists and maps count as three)`,
  'too-deep': 'it is nested too deep for this page',
  'control-character': 'control characters are not allowed',
  'excessive-aliasing': 'document contains excessive aliasing',
  'key-no-scalar': 'a key must not be a list or a map',
  'merge-no-map': 'map merge requires map or sequence of maps as the value',
  'anchor-unknown': ({ anchor }) => `unknown anchor '${anchor}' referenced`,
  'anchor-within-itself': ({ anchor }) => `anchor '${anchor}' value contains itself`,
  tag: ({ tag, text }) => `cannot decode \`${text}\` as ${tag}`,
  base64: '!!binary value contains invalid base64 data',
  'no-map': 'it must be a map of keys and values',
  'after-mark': 'nothing but a comment may stand on the line with ---',
};

/** Why a YAML file can't be read, to stand behind a colon; much of it as Helm says it. */
export function yamlFault(fault: YamlFault): string {
  return reasonWords(YAML, fault);
}

/** Whether a file is beyond what this page reads, and nothing may be wrong with it. */
export function isOurLimit({ reason }: YamlFault): boolean {
  return reason === 'too-large' || reason === 'too-deep';
}

/** The finding of values.yaml that Helm 3 takes as it is, and Helm 4 can't read. */
export function onlyHelm3(fault: YamlFault) {
  return {
    what: `Helm 4 can’t read values.yaml: ${yamlFault(fault)}.`,
    why: 'It cuts the file at lines with --- and ends it in a line break before it reads it. Helm 3 doesn’t, and takes it.',
    next: 'Save it in UTF-8, and without a line that starts with %.',
  };
}

/** The finding of values.yaml with another document that can't be read. */
export function laterDocument(fault: YamlFault) {
  return {
    what: `A document after a --- in values.yaml can’t be read: ${yamlFault(fault)}.`,
    why: 'Helm 4 doesn’t load such a chart; Helm 3 doesn’t look at it.',
    next: 'Correct it, or put all values into one document.',
  };
}

const METADATA: ReasonWords<MetadataFault> = {
  'no-list': 'must be a list',
  'no-map': 'must be a map',
  'no-text': 'must be text',
  'no-flag': 'must be true or false, without quotes',
  'no-time': 'must be a time, such as 2006-01-02T15:04:05Z',
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
