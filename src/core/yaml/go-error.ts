import type { ChartroomError, YamlFault } from '../errors.ts';
import { keyIn } from './build.ts';
import { goSyntax } from './go-syntax.ts';
import { resolvePlain } from './scalar.ts';
import { scannedTo } from './scan/source.ts';

type Words = { [R in YamlFault['reason']]?: string };

/** What the scanner refuses, at the line it has come to (`scannerc.go`). */
const BY_SCANNER: Words = {
  'no-token': 'found character that cannot start any token',
  tab: 'found character that cannot start any token',
  'no-colon': "could not find expected ':'",
  'entry-misplaced': 'block sequence entries are not allowed in this context',
  'key-misplaced': 'mapping keys are not allowed in this context',
  'value-misplaced': 'mapping values are not allowed in this context',
  'quote-missing': 'found unexpected end of stream',
  'document-mark-in-quotes': 'found unexpected document indicator',
  escape: 'found unknown escape character',
  'after-block-sign': 'did not find expected comment or line break',
  'block-indentation': 'found an indentation indicator equal to 0',
  'anchor-name': 'did not find expected alphabetic or numeric character',
  'tag-syntax': 'did not find expected whitespace or line break',
};

/** What the parser refuses; it counts lines from 0 (`parserc.go`). */
const BY_PARSER: Words = {
  'no-content': 'did not find expected node content',
  'no-dash': "did not find expected '-' indicator",
  'no-key': 'did not find expected key',
  'tag-handle': 'found undefined tag handle',
  'directive-repeated': 'found duplicate %YAML directive',
  'yaml-version': 'found incompatible YAML document',
  'no-document-start': 'did not find expected <document start>',
};

/** What is told without a line. */
const OTHERS: Words = {
  'control-character': 'control characters are not allowed',
  'excessive-aliasing': 'document contains excessive aliasing',
  'merge-no-map': 'map merge requires map or sequence of maps as the value',
  base64: '!!binary value contains invalid base64 data',
};

/** The message of an error of YAML as yaml.v2 writes it: `yaml: line 3: …`. */
export function goYamlError(error: ChartroomError<'chart.yaml-invalid'>): string {
  const { data } = error;
  const to = scannedTo(error);
  if (data.reason === 'encoding') return `yaml: ${to?.problem ?? data.reason}`;
  const key = keyIn(error);
  if (key) return `yaml: invalid map key: ${goSyntax(key)}`;
  const scanner = to?.problem ?? scannerWords(data);
  if (scanner !== undefined) return `yaml: ${lineWords(to?.line ?? data.line, 1)}${scanner}`;
  const parser = parserWords(data);
  // Go tells of lines from the second on, in this case by one too low a number.
  if (parser !== undefined) return `yaml: ${lineWords(data.line, 0)}${parser}`;
  return `yaml: ${otherWords(data)}`;
}

function lineWords(line: number, first: 0 | 1): string {
  return line > 1 ? `line ${line - 1 + first}: ` : '';
}

function scannerWords(fault: YamlFault): string | undefined {
  if (fault.reason === 'depth') return `exceeded max depth of ${fault.limit}`;
  return BY_SCANNER[fault.reason];
}

function parserWords(fault: YamlFault): string | undefined {
  if (fault.reason === 'no-comma') return `did not find expected ',' or '${fault.bracket}'`;
  return BY_PARSER[fault.reason];
}

function otherWords(fault: YamlFault): string {
  switch (fault.reason) {
    case 'anchor-unknown':
      return `unknown anchor '${fault.anchor}' referenced`;
    case 'anchor-within-itself':
      return `anchor '${fault.anchor}' value contains itself`;
    case 'tag':
      return `cannot decode ${plainTag(fault.text)} \`${fault.text}\` as a ${fault.tag}`;
    default:
      return OTHERS[fault.reason] ?? fault.reason;
  }
}

/** The tag that a text would have by itself. */
function plainTag(text: string): string {
  const value = resolvePlain(text);
  if (value === null) return '!!null';
  if (typeof value === 'string') return '!!str';
  if (typeof value === 'boolean') return '!!bool';
  return typeof value === 'bigint' ? '!!int' : '!!float';
}
