import { readDirectives, type Handles } from './directives.ts';
import type { Position } from './line-table.ts';
import type { YamlScalar } from './node.ts';
import { resolvePlain, resolveTagged, ScalarError, type ScalarValue } from './scalar.ts';
import { Scanner } from './scan/scanner.ts';
import { MAX_SIZE, sizeOf } from './size.ts';
import type { Source } from './scan/source.ts';
import type { AliasSyntax, ListSyntax, MapSyntax, MergeSyntax, SyntaxNode } from './syntax.ts';
import type { Token } from './scan/tokens.ts';

/** What stands before a node, and the position of the node. */
interface Properties {
  anchor?: string | undefined;
  tag?: string | undefined;
  at: Position;
}

/**
 * Reads the first document of a text by yaml.v2's grammar (`parserc.go`, and the tree of
 * `decode.go`). Undefined if there is none.
 */
export function composeFirst(source: Source): SyntaxNode | undefined {
  return new Composer(new Scanner(source)).document();
}

class Composer {
  readonly #scanner: Scanner;
  readonly #anchors = new Map<string, SyntaxNode>();
  #handles: Handles = new Map();
  #size = 0;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  document(): SyntaxNode | undefined {
    const first = this.#peek();
    if (first.kind === 'stream-end') return undefined;
    this.#handles = readDirectives(this.#scanner);
    let token = this.#peek();
    const isExplicit = token.kind === 'document-start';
    if (isExplicit) token = this.#pass();
    else if (token !== first) this.#scanner.fail({ reason: 'no-document-start' }, token.at);
    const isEmpty = isExplicit && ENDS_DOCUMENT.has(token.kind);
    const root = isEmpty ? this.#empty(token.at) : this.#node(true);
    // yaml.v2 looks at the token behind the document, whatever it is.
    this.#peek();
    return root;
  }

  /** A node; in a block it may be a block, and as a key or value a list at its parent's depth. */
  #node(inBlock: boolean, mayBeUnindented = false): SyntaxNode {
    const first = this.#peek();
    if (first.kind === 'alias') return this.#alias(first.name, first.at);
    const properties = this.#properties();
    const token = this.#peek();
    switch (token.kind) {
      case 'scalar':
        this.#pass();
        return this.#scalar(token.value, token.isPlain, properties);
      case 'flow-list-start':
        return this.#flowList(properties);
      case 'flow-map-start':
        return this.#flowMap(properties);
      case 'block-list-start':
        if (inBlock) return this.#blockList(properties);
        break;
      case 'block-map-start':
        if (inBlock) return this.#blockMap(properties);
        break;
      case 'block-entry':
        if (mayBeUnindented) return this.#unindentedList(properties);
    }
    const { anchor, tag } = properties;
    if (anchor === undefined && tag === undefined) this.#fail('no-content', token);
    // `!` with nothing behind it is text, unlike `!` before text, which it leaves as it is.
    return this.#scalar('', true, { ...properties, at: first.at }, tag === undefined);
  }

  #alias(name: string, at: Position): AliasSyntax {
    const target = this.#anchors.get(name);
    if (!target) return this.#scanner.fail({ reason: 'anchor-unknown', anchor: name }, at);
    this.#pass();
    const node: AliasSyntax = { kind: 'alias', name, target, at };
    this.#begin(node, undefined);
    return node;
  }

  /** An anchor, a tag, or one of each in either order. */
  #properties(): Properties {
    let anchor: string | undefined;
    let tag: string | undefined;
    for (let token = this.#peek(); ; token = this.#pass()) {
      if (token.kind === 'anchor' && anchor === undefined) anchor = token.name;
      else if (token.kind === 'tag' && tag === undefined) tag = this.#fullTag(token);
      else return { anchor, tag, at: token.at };
    }
  }

  #fullTag({ handle, suffix, at }: Extract<Token, { kind: 'tag' }>): string {
    if (handle === '') return suffix;
    const prefix = this.#handles.get(handle);
    if (prefix === undefined) return this.#scanner.fail({ reason: 'tag-handle', handle }, at);
    return prefix + suffix;
  }

  #scalar(
    text: string,
    isPlain: boolean,
    { anchor, tag = '', at }: Properties,
    isImplicit = (tag === '' && isPlain) || tag === '!',
  ): YamlScalar | MergeSyntax {
    const isMerge = text === '<<' && (isImplicit || tag === MERGE_TAG);
    const node: YamlScalar | MergeSyntax = isMerge
      ? { kind: 'merge', at }
      : { kind: 'scalar', value: this.#valueOf(text, tag, isImplicit, at), at };
    this.#begin(node, anchor);
    return node;
  }

  #valueOf(text: string, tag: string, isImplicit: boolean, at: Position): ScalarValue {
    if (tag === '') return isImplicit ? resolvePlain(text) : text;
    try {
      return resolveTagged(tag, text);
    } catch (error) {
      if (error instanceof ScalarError) this.#scanner.fail(error.fault, at);
      throw error;
    }
  }

  /** Nothing, where a node might be. */
  #empty(at: Position): SyntaxNode {
    return this.#scalar('', true, { at });
  }

  #blockList(properties: Properties): ListSyntax {
    const list = this.#list(properties);
    this.#pass();
    for (let token = this.#peek(); token.kind !== 'block-end'; token = this.#peek()) {
      if (token.kind !== 'block-entry') this.#fail('no-dash', token);
      list.items.push(this.#blockItem(ENDS_ITEM));
    }
    this.#pass();
    return list;
  }

  /** A list whose hyphens stand no deeper than the key that it belongs to. */
  #unindentedList(properties: Properties): ListSyntax {
    const list = this.#list(properties);
    while (this.#peek().kind === 'block-entry') {
      list.items.push(this.#blockItem(ENDS_UNINDENTED_ITEM));
    }
    return list;
  }

  #blockItem(ends: ReadonlySet<Token['kind']>): SyntaxNode {
    const { at } = this.#peek();
    return ends.has(this.#pass().kind) ? this.#empty(at) : this.#node(true);
  }

  #blockMap(properties: Properties): MapSyntax {
    const map = this.#map(properties);
    this.#pass();
    for (let token = this.#peek(); token.kind !== 'block-end'; token = this.#peek()) {
      if (token.kind !== 'key') this.#fail('no-key', token);
      const key = this.#blockPart(token.at);
      const hasValue = this.#peek().kind === 'value';
      const value = hasValue ? this.#blockPart(key.at) : this.#empty(key.at);
      map.pairs.push(key, value);
    }
    this.#pass();
    return map;
  }

  /** What is behind the sign of a key or a value; `at` is the position of nothing. */
  #blockPart(at: Position): SyntaxNode {
    return ENDS_PART.has(this.#pass().kind) ? this.#empty(at) : this.#node(true, true);
  }

  #flowList(properties: Properties): ListSyntax {
    const list = this.#list(properties);
    for (const token of this.#flowEntries('flow-list-end')) {
      list.items.push(token.kind === 'key' ? this.#flowPair(token.at) : this.#node(false));
    }
    return list;
  }

  /** A map of one pair in a list: `[a: b]`. */
  #flowPair(at: Position): MapSyntax {
    const map = this.#map({ at });
    let token = this.#pass();
    let key: SyntaxNode;
    if (ENDS_FLOW_ITEM.has(token.kind)) {
      // yaml.v2 passes this token too.
      key = this.#empty(token.at);
      this.#pass();
    } else {
      key = this.#node(false);
    }
    token = this.#peek();
    let value: SyntaxNode | undefined;
    if (token.kind === 'value' && !ENDS_FLOW_VALUE.has(this.#pass().kind))
      value = this.#node(false);
    map.pairs.push(key, value ?? this.#empty(key.at));
    return map;
  }

  #flowMap(properties: Properties): MapSyntax {
    const map = this.#map(properties);
    for (const token of this.#flowEntries('flow-map-end')) {
      if (token.kind !== 'key') {
        const key = this.#node(false);
        map.pairs.push(key, this.#empty(key.at));
        continue;
      }
      const next = this.#pass();
      const key = ENDS_FLOW_KEY.has(next.kind) ? this.#empty(next.at) : this.#node(false);
      let value: SyntaxNode | undefined;
      if (this.#peek().kind === 'value' && !ENDS_FLOW_MAP_VALUE.has(this.#pass().kind)) {
        value = this.#node(false);
      }
      map.pairs.push(key, value ?? this.#empty(key.at));
    }
    return map;
  }

  /** The first tokens of what is between the commas; passes the brackets and the commas. */
  *#flowEntries(end: 'flow-list-end' | 'flow-map-end'): Iterable<Token> {
    let token = this.#pass();
    for (let isFirst = true; token.kind !== end; isFirst = false) {
      if (!isFirst) {
        if (token.kind !== 'flow-entry') {
          const bracket = end === 'flow-list-end' ? ']' : '}';
          this.#scanner.fail({ reason: 'no-comma', bracket }, token.at);
        }
        token = this.#pass();
        if (token.kind === end) break;
      }
      yield token;
      token = this.#peek();
    }
    this.#pass();
  }

  #list({ anchor, at }: Properties): ListSyntax {
    const node: ListSyntax = { kind: 'list', items: [], at };
    this.#begin(node, anchor);
    return node;
  }

  #map({ anchor, at }: Properties): MapSyntax {
    const node: MapSyntax = { kind: 'map', pairs: [], at };
    this.#begin(node, anchor);
    return node;
  }

  /** A node may be referred to from within. */
  #begin(node: SyntaxNode, anchor: string | undefined): void {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    this.#size += sizeOf(node);
    if (this.#size <= MAX_SIZE) return;
    this.#scanner.fail({ reason: 'too-large', limit: MAX_SIZE }, node.at);
  }

  #peek(): Token {
    return this.#scanner.peek();
  }

  /** Passes a token and returns the next one. */
  #pass(): Token {
    this.#scanner.pass();
    return this.#scanner.peek();
  }

  #fail(reason: 'no-content' | 'no-dash' | 'no-key', { at }: Token): never {
    return this.#scanner.fail({ reason }, at);
  }
}

const MERGE_TAG = 'tag:yaml.org,2002:merge';

const kinds = (...signs: Token['kind'][]): ReadonlySet<Token['kind']> => new Set(signs);

const ENDS_DOCUMENT = kinds(
  'version-directive',
  'tag-directive',
  'document-start',
  'document-end',
  'stream-end',
);
const ENDS_ITEM = kinds('block-entry', 'block-end');
const ENDS_UNINDENTED_ITEM = kinds('block-entry', 'key', 'value', 'block-end');
const ENDS_PART = kinds('key', 'value', 'block-end');
const ENDS_FLOW_ITEM = kinds('value', 'flow-entry', 'flow-list-end');
const ENDS_FLOW_VALUE = kinds('flow-entry', 'flow-list-end');
const ENDS_FLOW_KEY = kinds('value', 'flow-entry', 'flow-map-end');
const ENDS_FLOW_MAP_VALUE = kinds('flow-entry', 'flow-map-end');
