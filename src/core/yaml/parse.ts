import { Composer, Lexer, Parser, type Document } from 'yaml';
import { engineBound } from '../bounds.ts';
import { ChartroomError } from '../errors.ts';
import { lazy } from '../once.ts';
import { lineTable, type Position } from './line-table.ts';
import { buildTree, type Fail } from './build.ts';
import type { YamlNode } from './node.ts';
import { illegalTab } from './tabs.ts';

/**
 * Reads the first document of a YAML text as Helm does (sigs.k8s.io/yaml over yaml.v2): YAML 1.1
 * scalars, merge keys, duplicate keys. Positions are kept for findings. Undefined if the document
 * is empty; a document that Helm can't parse is `chart.yaml-invalid`.
 */
export function parseYaml(text: string, path: string): YamlNode | undefined {
  // yaml.v2 treats a lone CR and NEL as line breaks. The replacement doesn't change offsets.
  const source = firstDocument(text.replace(/\r(?!\n)|\u0085/g, '\n'));
  const lines = lazy(() => lineTable(source));
  const positionOf = (offset: number) => lines()(offset);
  const fail: Fail = (offset, fault) => {
    const at = offset === 0 ? START : positionOf(offset);
    throw new ChartroomError('chart.yaml-invalid', { path, ...at, ...fault });
  };
  const illegal = source.search(ILLEGAL);
  if (illegal >= 0) fail(illegal, { reason: 'control-character' });
  try {
    return read(source, positionOf, fail);
  } catch (error) {
    // Nodes within nodes are followed by functions that call each other.
    if (engineBound(error)?.reason === 'too-deep') fail(0, { reason: 'too-deep' });
    throw error;
  }
}

const START: Position = { line: 1, column: 1 };

function read(
  source: string,
  positionOf: (offset: number) => Position,
  fail: Fail,
): YamlNode | undefined {
  const document = compose(source, fail);
  const fault =
    document.errors.find(({ message }) => !CLOSE_COMMENT.test(message)) ??
    document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE');
  // The library takes it for a fault of the text that its functions call each other too deep.
  if (fault && engineBound(fault)) fail(fault.pos[0], { reason: 'too-deep' });
  if (fault) fail(fault.pos[0], { reason: 'syntax', words: fault.message });
  const { yaml } = document.directives;
  if (yaml.explicit && yaml.version !== '1.1') fail(0, { reason: 'yaml-version' });
  const tab = illegalTab(source, document);
  if (tab !== undefined) fail(tab, { reason: 'tab' });
  return document.contents ? buildTree(document, source, positionOf, fail) : undefined;
}

/** In yaml.v2 a comment may follow quotes and brackets without a space (`scannerc.go`). */
const CLOSE_COMMENT = /^Comments must be separated from other tokens/;

/** Characters that yaml.v2's reader refuses anywhere (`readerc.go`). */
const ILLEGAL = /[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * The text up to the second document: Helm doesn't read later ones, so errors there don't matter. A
 * line that starts with such a mark counts even inside quotes.
 */
function firstDocument(source: string): string {
  const start = afterMark(source);
  const end = /\n(?:---|\.\.\.)(?!\S)/.exec(source.slice(start));
  return end ? source.slice(0, start + end.index + 1) : source;
}

/** Behind the mark that the first document begins with; 0 where it begins without one. */
function afterMark(source: string): number {
  let at = source.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    MARK.lastIndex = at;
    if (MARK.test(source)) return MARK.lastIndex;
    // Line by line: one pattern for all of them would have to remember each.
    BEFORE_MARK.lastIndex = at;
    if (!BEFORE_MARK.test(source)) return 0;
    at = BEFORE_MARK.lastIndex;
  }
}

const MARK = /---(?!\S)/y;
/** A line that may stand before the mark: a directive, a comment, nothing. */
const BEFORE_MARK = /(?:%.*|[ \t]*(?:#.*)?)\r?\n/y;

/**
 * How many words, marks and line breaks of a document are read. Each takes about 200 bytes of memory
 * until the document is read; the longest values.yaml of a public chart has about 50,000.
 */
const MAX_TOKENS = 1_000_000;

function* tokensOf(source: string, fail: Fail) {
  const parser = new Parser();
  let count = 0;
  for (const lexeme of new Lexer().lex(source)) {
    if (++count > MAX_TOKENS) fail(0, { reason: 'too-large', limit: MAX_TOKENS });
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

function compose(source: string, fail: Fail): Document.Parsed {
  const composer = new Composer({
    // All scalars stay text, to be resolved by yaml.v2's rules instead of the library's.
    schema: 'failsafe',
    version: '1.1',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
  });
  const documents = composer.compose(tokensOf(source, fail), true, source.length);
  return documents.next().value as Document.Parsed;
}
