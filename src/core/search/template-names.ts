import type { ChartFile } from '../chart/files.ts';
import { Lexer } from '../go/template/lexer.ts';
import type { Token } from '../go/template/token.ts';
import { unquote } from '../go/unquote.ts';
import { isText } from './is-text.ts';

/** Where a name stands in a template. Lines and columns count from 1, columns in UTF-16 units. */
export interface NamePlace {
  path: string;
  line: number;
  column: number;
  /** How many UTF-16 units it takes there. */
  length: number;
}

/** Where a template is defined, and where it is used. */
export interface TemplateName {
  definitions: NamePlace[];
  uses: NamePlace[];
}

/** The names in a chart's templates and in those of its subcharts. */
export interface TemplateNames {
  templates: Map<string, TemplateName>;
  /** Where a template reads values: `a.b` for `.Values.a.b`. */
  values: Map<string, NamePlace[]>;
}

const TEMPLATE = /(?:^|\/)templates\/./;
/** Bounds of what is collected; the largest real charts have some thousands. */
const MOST_PLACES = 20_000;

/** Finds the names of templates and values in the templates of a chart, unpacked subcharts included. */
export function templateNames(files: Iterable<ChartFile>): TemplateNames {
  const names: TemplateNames = { templates: new Map(), values: new Map() };
  let room = MOST_PLACES;
  for (const { path, bytes } of files) {
    if (!TEMPLATE.test(path) || !isText(bytes)) continue;
    const text = new TextDecoder().decode(bytes);
    const place = placesIn(text);
    for (const { kind, name, at, length } of namesIn(text)) {
      if (room-- <= 0) return names;
      const found = { path, ...place(at), length };
      if (kind === 'value') listAt(names.values, name).push(found);
      else templateAt(names.templates, name)[kind].push(found);
    }
  }
  return names;
}

interface FoundName {
  kind: keyof TemplateName | 'value';
  name: string;
  at: number;
  length: number;
}

/** Reads on where Helm would, up to the first mistake. */
function* namesIn(text: string): Iterable<FoundName> {
  const lexer = new Lexer(text);
  let before: Token | undefined;
  /** The fields behind `.Values` that have been read so far. */
  let fields: FoundName | undefined;
  for (let token = lexer.next(); ; token = lexer.next()) {
    if (token.type === 'field' && fields) {
      fields.name += token.text;
      fields.length += token.text.length;
      continue;
    }
    if (fields && fields.name !== '') yield { ...fields, name: fields.name.slice(1) };
    fields = undefined;
    if (token.type === 'eof' || token.type === 'error') return;
    if (token.type === 'field' && token.text === '.Values') {
      fields = { kind: 'value', name: '', at: token.at, length: token.text.length };
    } else if (token.type === 'string' || token.type === 'rawString') {
      yield* templateIn(token, before?.text);
    }
    if (token.type !== 'space') before = token;
  }
}

/** What a string names behind a word. */
function* templateIn({ text, at }: Token, word: string | undefined): Iterable<FoundName> {
  const name = unquote(text);
  if (name === undefined) return;
  const found = { name, at: at + 1, length: text.length - 2 };
  if (word === 'define' || word === 'block') yield { kind: 'definitions', ...found };
  if (word === 'include' || word === 'template' || word === 'block')
    yield { kind: 'uses', ...found };
}

/** The line and column of offsets, which must not decrease. */
function placesIn(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let start = 0;
  let end = text.indexOf('\n');
  return (offset) => {
    while (end >= 0 && end < offset) {
      line++;
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    return { line, column: offset - start + 1 };
  };
}

function templateAt(templates: Map<string, TemplateName>, name: string): TemplateName {
  const known = templates.get(name);
  if (known) return known;
  const made: TemplateName = { definitions: [], uses: [] };
  templates.set(name, made);
  return made;
}

function listAt(lists: Map<string, NamePlace[]>, name: string): NamePlace[] {
  const known = lists.get(name);
  if (known) return known;
  const made: NamePlace[] = [];
  lists.set(name, made);
  return made;
}
