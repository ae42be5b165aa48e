import { END, isBlankOrEnd, isBreak, SPACE, TAB } from './characters.ts';
import type { Position } from '../line-table.ts';
import { scanAnchor } from './anchor.ts';
import { scanBlock } from './block.ts';
import { scanDirective } from './directive.ts';
import { scanPlain } from './plain.ts';
import { scanQuoted } from './quoted.ts';
import { scanTag } from './tag.ts';
import { SimpleKeys } from './simple-keys.ts';
import { positionOf, type Source } from './source.ts';
import { TokenQueue } from './token-queue.ts';
import type { Sign, Token } from './tokens.ts';

/** yaml.v2 goes no deeper into brackets, nor into indentation (`scannerc.go`). */
const MAX_DEPTH = 10_000;

/**
 * Splits a YAML text into tokens as yaml.v2's scanner does (`scannerc.go`), which decides most of
 * what Helm takes and refuses. It scans no further than the parser asks, since what is behind the
 * first document doesn't matter.
 */
export class Scanner {
  readonly #source: Source;
  readonly #tokens = new TokenQueue();
  readonly #keys: SimpleKeys;
  /** The indentation of the blocks around the current one. */
  readonly #outerIndents: number[] = [];
  /** The indentation of the current block; -1 outside all of them. */
  #indent = -1;
  #flowDepth = 0;
  /** Whether a key may begin at the next token. */
  #keyAllowed = true;

  constructor(source: Source) {
    this.#source = source;
    this.#keys = new SimpleKeys(source);
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    // A token isn't known to be the next one while a `?` may have to be put before it.
    while (this.#tokens.isEmpty || this.#keys.mayBeginWith(this.#tokens.first)) this.#fetch();
    return this.#tokens.peek();
  }

  /** Passes the token that was peeked at. */
  pass(): void {
    this.#tokens.pass();
  }

  fail: Source['fail'] = (fault, at) => this.#source.fail(fault, at);

  #fetch(): void {
    const source = this.#source;
    source.need(1);
    this.#skipToToken();
    this.#unrollIndent(source.column);
    source.need(4);
    if (source.unit() === END) return this.#fetchStreamEnd();
    if (source.column === 0 && source.has('%')) return this.#fetchDirective();
    if (source.isAtDocumentMark) return this.#fetchDocumentMark();
    const sign = source.text[source.offset] as string;
    const isAlone = isBlankOrEnd(source.unit(1));
    const inFlow = this.#flowDepth > 0;
    switch (sign) {
      case '[':
        return this.#fetchFlowStart('flow-list-start');
      case '{':
        return this.#fetchFlowStart('flow-map-start');
      case ']':
        return this.#fetchFlowEnd('flow-list-end');
      case '}':
        return this.#fetchFlowEnd('flow-map-end');
      case ',':
        return this.#fetchFlowEntry();
      case '-':
        return isAlone ? this.#fetchBlockEntry() : this.#fetchPlain();
      case '?':
        return inFlow || isAlone ? this.#fetchKey() : this.#fetchPlain();
      case ':':
        return inFlow || isAlone ? this.#fetchValue() : this.#fetchPlain();
      case '*':
        return this.#fetchAnchor('alias');
      case '&':
        return this.#fetchAnchor('anchor');
      case '!':
        return this.#fetchTag();
      case '|':
      case '>':
        return inFlow ? this.#failAt(sign) : this.#fetchBlockScalar();
      case "'":
      case '"':
        return this.#fetchQuoted(sign);
      case '\t':
      case '%':
      case '@':
      case '`':
        return this.#failAt(sign);
      default:
        return this.#fetchPlain();
    }
  }

  /** Passes white space and comments. */
  #skipToToken(): void {
    const source = this.#source;
    for (;;) {
      source.need(1);
      source.skipMark();
      source.need(1);
      while (this.#isSpace(source.unit())) {
        source.skip();
        source.need(1);
      }
      if (source.has('#')) source.skipLine();
      if (!isBreak(source.unit())) return;
      source.readBreak();
      if (this.#flowDepth === 0) this.#keyAllowed = true;
    }
  }

  /** A tab is none where a key may begin: at the start of a line, and behind `-`, `?` and `:`. */
  #isSpace(unit: number): boolean {
    return unit === SPACE || (unit === TAB && (this.#flowDepth > 0 || !this.#keyAllowed));
  }

  #failAt(character: string): never {
    const { fail } = this;
    return character === '\t' ? fail({ reason: 'tab' }) : fail({ reason: 'no-token', character });
  }

  /** Opens a block, if the column is deeper than the current one. */
  #rollIndent(column: number, kind: Sign, at: Position, token?: number): void {
    if (this.#flowDepth > 0 || this.#indent >= column) return;
    this.#outerIndents.push(this.#indent);
    this.#indent = column;
    if (this.#outerIndents.length > MAX_DEPTH) this.fail({ reason: 'depth', limit: MAX_DEPTH });
    this.#tokens.insert({ kind, at }, token);
  }

  /** Closes the blocks that are deeper than the column. */
  #unrollIndent(column: number): void {
    if (this.#flowDepth > 0) return;
    while (this.#indent > column) {
      this.#tokens.add({ kind: 'block-end', at: this.#source.position });
      this.#indent = this.#outerIndents.pop() ?? -1;
    }
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    const isRequired = this.#flowDepth === 0 && this.#indent === this.#source.column;
    this.#keys.save(this.#tokens.next, isRequired);
  }

  #fetchStreamEnd(): void {
    const source = this.#source;
    if (source.column > 0) {
      source.column = 0;
      source.line++;
    }
    this.#leaveBlocks();
    this.#tokens.add({ kind: 'stream-end', at: source.position });
  }

  #fetchDirective(): void {
    this.#leaveBlocks();
    this.#tokens.add(scanDirective(this.#source));
  }

  #fetchDocumentMark(): void {
    this.#leaveBlocks();
    this.#addSign(this.#source.has('-') ? 'document-start' : 'document-end', 3);
  }

  #leaveBlocks(): void {
    this.#unrollIndent(-1);
    this.#keys.remove();
    this.#keyAllowed = false;
  }

  /** Adds a token for a sign of that many characters, and passes it. */
  #addSign(kind: Sign, length = 1): void {
    this.#tokens.add({ kind, at: this.#source.position });
    this.#source.skip(length);
  }

  #fetchFlowStart(kind: Sign): void {
    this.#saveKey();
    this.#keys.enter(this.#tokens.next);
    this.#flowDepth++;
    if (this.#flowDepth > MAX_DEPTH) this.fail({ reason: 'depth', limit: MAX_DEPTH });
    this.#keyAllowed = true;
    this.#addSign(kind);
  }

  #fetchFlowEnd(kind: Sign): void {
    this.#keys.remove();
    if (this.#flowDepth > 0) {
      this.#flowDepth--;
      this.#keys.leave();
    }
    this.#keyAllowed = false;
    this.#addSign(kind);
  }

  #fetchFlowEntry(): void {
    this.#keys.remove();
    this.#keyAllowed = true;
    this.#addSign('flow-entry');
  }

  #fetchBlockEntry(): void {
    if (this.#flowDepth === 0) {
      if (!this.#keyAllowed) this.fail({ reason: 'entry-misplaced' });
      this.#rollIndent(this.#source.column, 'block-list-start', this.#source.position);
    }
    this.#keys.remove();
    this.#keyAllowed = true;
    this.#addSign('block-entry');
  }

  #fetchKey(): void {
    if (this.#flowDepth === 0) {
      if (!this.#keyAllowed) this.fail({ reason: 'key-misplaced' });
      this.#rollIndent(this.#source.column, 'block-map-start', this.#source.position);
    }
    this.#keys.remove();
    this.#keyAllowed = this.#flowDepth === 0;
    this.#addSign('key');
  }

  #fetchValue(): void {
    const key = this.#keys.take();
    if (key) {
      const at = positionOf(key.mark);
      this.#tokens.insert({ kind: 'key', at }, key.token);
      this.#rollIndent(key.mark.column, 'block-map-start', at, key.token);
      this.#keyAllowed = false;
    } else {
      if (this.#flowDepth === 0) {
        if (!this.#keyAllowed) this.fail({ reason: 'value-misplaced' });
        this.#rollIndent(this.#source.column, 'block-map-start', this.#source.position);
      }
      this.#keyAllowed = this.#flowDepth === 0;
    }
    this.#addSign('value');
  }

  #fetchAnchor(kind: 'anchor' | 'alias'): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const at = this.#source.position;
    const name = scanAnchor(this.#source);
    this.#tokens.add({ kind, name, at });
  }

  #fetchTag(): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const at = this.#source.position;
    this.#tokens.add({ kind: 'tag', ...scanTag(this.#source), at });
  }

  #fetchBlockScalar(): void {
    this.#keys.remove();
    this.#keyAllowed = true;
    const at = this.#source.position;
    const value = scanBlock(this.#source, this.#indent);
    this.#tokens.add({ kind: 'scalar', value, isPlain: false, at });
  }

  #fetchQuoted(quote: '"' | "'"): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const at = this.#source.position;
    const value = scanQuoted(this.#source, quote);
    this.#tokens.add({ kind: 'scalar', value, isPlain: false, at });
  }

  #fetchPlain(): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const at = this.#source.position;
    const { value, hasBreakBehind } = scanPlain(
      this.#source,
      this.#indent + 1,
      this.#flowDepth > 0,
    );
    if (hasBreakBehind) this.#keyAllowed = true;
    this.#tokens.add({ kind: 'scalar', value, isPlain: true, at });
  }
}
