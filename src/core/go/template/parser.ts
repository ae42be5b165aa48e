import { quote } from '../quote.ts';
import { unquote } from '../unquote.ts';
import { ParseError, shown, type TemplateFault } from './fault.ts';
import { Lexer } from './lexer.ts';
import { readNumber } from './number.ts';
import type {
  BranchNode,
  CommandNode,
  ListNode,
  OperandNode,
  PipeNode,
  StatementNode,
  TemplateNode,
  VariableNode,
} from './nodes.ts';
import { NOT_EXECUTABLE, STARTS_OPERAND, variableNode, written } from './operands.ts';
import type { Token, TokenType } from './token.ts';
import { TokenReader } from './token-reader.ts';

/** What a file of templates defines: itself under its own name, and what it names by `define`. */
export type Definitions = Map<string, ListNode>;

/** What a template is parsed by. */
export interface ParseOptions {
  /** Whether there is a function of this name. */
  hasFunction: (name: string) => boolean;
}

/** What ends an `if` or a `define`: no node of the tree. */
type Ending = { ends: '{{end}}' | '{{else}}'; at: number };

/** Parentheses within each other (text/template/parse/parse.go, maxStackDepth). */
const MAX_DEPTH = 10_000;
/**
 * Parses the text of a file as Go does (text/template/parse/parse.go of Go 1.26). All that it
 * defines, or why it can't be parsed.
 */
export function parseTemplate(
  name: string,
  text: string,
  options: ParseOptions,
): { defines: Definitions } | { fault: TemplateFault } {
  const lexer = new Lexer(text);
  // Helm has no functions of these names, so that they always are keywords.
  lexer.inRange = true;
  const defines: Definitions = new Map();
  try {
    new Parser({ name, text, lexer, defines, ...options }).parseAll();
    return { defines };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { fault: error.fault };
  }
}

/** What the parsers of a file and of the definitions in it have in common. */
interface Shared extends ParseOptions {
  name: string;
  text: string;
  lexer: Lexer;
  defines: Definitions;
}

/** One tree: a file, a `define` or a `block`. Each method names its part of Go's parser. */
class Parser {
  readonly #shared: Shared;
  readonly #tokens: TokenReader;
  /** The beginning of the action that is being read. */
  #action: Token | undefined;
  #rangeDepth = 0;
  #depth = 0;
  #variables = ['$'];

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#tokens = new TokenReader(shared.lexer);
  }

  /** parse. */
  parseAll(): void {
    const list: ListNode = { type: 'list', at: this.#tokens.peek().at, nodes: [] };
    while (this.#tokens.peek().type !== 'eof') {
      if (this.#tokens.peek().type === 'leftDelim') {
        const delim = this.#tokens.next();
        const token = this.#tokens.nextNonSpace();
        if (token.type === 'define') {
          new Parser(this.#shared).#definition();
          continue;
        }
        this.#tokens.giveBack(token, delim);
      }
      const node = this.#textOrAction();
      if ('ends' in node) this.#fail(`unexpected ${node.ends}`);
      else list.nodes.push(node);
    }
    this.#add(this.#shared.name, list);
  }

  /** parseDefinition. */
  #definition(): void {
    const context = 'define clause';
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    this.#expect('rightDelim', context);
    this.#body(name, context);
  }

  /** What a `define` or `block` of this name holds, up to its end. */
  #body(name: string, context: string): void {
    const { list, ending } = this.#itemList();
    if (ending.ends !== '{{end}}') this.#fail(`unexpected ${ending.ends} in ${context}`);
    this.#add(name, list);
  }

  #add(name: string, list: ListNode): void {
    const known = this.#shared.defines.get(name);
    if (!known || isEmpty(known)) this.#shared.defines.set(name, list);
    else if (!isEmpty(list)) this.#fail(`template: multiple definition of template ${quote(name)}`);
  }

  #itemList(): { list: ListNode; ending: Ending } {
    const list: ListNode = { type: 'list', at: this.#tokens.peekNonSpace().at, nodes: [] };
    while (this.#tokens.peekNonSpace().type !== 'eof') {
      const node = this.#textOrAction();
      if ('ends' in node) return { list, ending: node };
      list.nodes.push(node);
    }
    return this.#fail('unexpected EOF');
  }

  #textOrAction(): StatementNode | Ending {
    const token = this.#tokens.nextNonSpace();
    switch (token.type) {
      case 'text':
        return { type: 'text', at: token.at, text: token.text };
      case 'leftDelim': {
        this.#action = token;
        const node = this.#statement();
        this.#action = undefined;
        return node;
      }
      default:
        return this.#unexpected(token, 'input');
    }
  }

  /** action. */
  #statement(): StatementNode | Ending {
    const token = this.#tokens.nextNonSpace();
    switch (token.type) {
      case 'block':
        return this.#block();
      case 'break':
      case 'continue':
        return this.#jump(token.type, token.at);
      case 'else':
        return this.#else();
      case 'end':
        return { ends: '{{end}}', at: this.#expect('rightDelim', 'end').at };
      case 'if':
      case 'range':
      case 'with':
        return this.#branch(token.type);
      case 'template':
        return this.#template();
      default:
        this.#tokens.giveBack(token);
        return { type: 'action', at: token.at, pipe: this.#pipeline('command', 'rightDelim') };
    }
  }

  #jump(type: 'break' | 'continue', at: number): StatementNode {
    const token = this.#tokens.nextNonSpace();
    if (token.type !== 'rightDelim') this.#unexpected(token, `{{${type}}}`);
    if (this.#rangeDepth === 0) this.#fail(`{{${type}}} outside {{range}}`);
    return { type, at };
  }

  /** elseControl: a following `if` or `with` is left for `#branch`. */
  #else(): Ending {
    const { type, at } = this.#tokens.peekNonSpace();
    if (type === 'if' || type === 'with') return { ends: '{{else}}', at };
    return { ends: '{{else}}', at: this.#expect('rightDelim', 'else').at };
  }

  /** parseControl. */
  #branch(type: BranchNode['type']): BranchNode {
    const scope = this.#variables.length;
    const pipe = this.#pipeline(type, 'rightDelim');
    if (type === 'range') this.#rangeDepth += 1;
    const { list, ending } = this.#itemList();
    if (type === 'range') this.#rangeDepth -= 1;
    const otherwise = ending.ends === '{{else}}' ? this.#otherwise(type, ending) : undefined;
    this.#variables.length = scope;
    return { type, at: pipe.at, pipe, list, otherwise };
  }

  #otherwise(type: BranchNode['type'], { at }: Ending): ListNode {
    const next = this.#tokens.peek().type;
    if (type !== 'range' && next === type) {
      this.#tokens.next();
      return { type: 'list', at, nodes: [this.#branch(type)] };
    }
    const { list, ending } = this.#itemList();
    if (ending.ends !== '{{end}}') this.#fail(`expected end; found ${ending.ends}`);
    return list;
  }

  #block(): TemplateNode {
    const context = 'block clause';
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const pipe = this.#pipeline(context, 'rightDelim');
    new Parser(this.#shared).#body(name, context);
    return { type: 'template', at: token.at, name, pipe };
  }

  #template(): TemplateNode {
    const context = 'template clause';
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const next = this.#tokens.nextNonSpace();
    if (next.type === 'rightDelim')
      return { type: 'template', at: token.at, name, pipe: undefined };
    this.#tokens.giveBack(next);
    const pipe = this.#pipeline(context, 'rightDelim');
    return { type: 'template', at: token.at, name, pipe };
  }

  #templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString')
      return this.#unexpected(token, context);
    return this.#unquoted(token);
  }

  #pipeline(context: string, end: TokenType): PipeNode {
    const { at } = this.#tokens.peekNonSpace();
    const pipe: PipeNode = { type: 'pipe', at, isAssignment: false, declares: [], commands: [] };
    this.#declarations(pipe, context);
    for (;;) {
      const token = this.#tokens.nextNonSpace();
      if (token.type === end) break;
      if (!STARTS_OPERAND.has(token.type)) return this.#unexpected(token, context);
      this.#tokens.giveBack(token);
      pipe.commands.push(this.#command());
    }
    if (pipe.commands.length === 0) this.#fail(`missing value for ${context}`);
    const wrong = pipe.commands.findIndex(
      ({ operands: [first] }, i) => i > 0 && first && NOT_EXECUTABLE.has(first.type),
    );
    if (wrong > 0) this.#fail(`non executable command in pipeline stage ${wrong + 1}`);
    return pipe;
  }

  #declarations(pipe: PipeNode, context: string): void {
    while (this.#tokens.peekNonSpace().type === 'variable') {
      const variable = this.#tokens.next();
      const after = this.#tokens.peek();
      const next = this.#tokens.peekNonSpace();
      const isComma = next.type === 'char' && next.text === ',';
      if (next.type !== 'assign' && next.type !== 'declare' && !isComma) {
        if (after.type === 'space') this.#tokens.giveBack(after);
        this.#tokens.giveBack(variable);
        return;
      }
      this.#tokens.nextNonSpace();
      pipe.declares.push(variableNode(variable.at, variable.text));
      this.#variables.push(variable.text);
      if (!isComma) {
        pipe.isAssignment = next.type === 'assign';
        return;
      }
      if (context !== 'range' || pipe.declares.length > 1)
        this.#fail(`too many declarations in ${context}`);
      if (!['variable', 'rightDelim', 'rightParen'].includes(this.#tokens.peekNonSpace().type))
        this.#fail('range can only initialize variables');
    }
  }

  #command(): CommandNode {
    const command: CommandNode = {
      type: 'command',
      at: this.#tokens.peekNonSpace().at,
      operands: [],
    };
    for (;;) {
      this.#tokens.peekNonSpace();
      const operand = this.#operand();
      if (operand) command.operands.push(operand);
      const token = this.#tokens.next();
      if (token.type === 'space') continue;
      if (token.type === 'rightDelim' || token.type === 'rightParen') this.#tokens.giveBack(token);
      else if (token.type !== 'pipe') return this.#unexpected(token, 'operand');
      break;
    }
    if (command.operands.length === 0) this.#fail('empty command');
    return command;
  }

  #operand(): OperandNode | undefined {
    const node = this.#term();
    if (!node || this.#tokens.peek().type !== 'field') return node;
    const { at } = this.#tokens.peek();
    const names: string[] = [];
    while (this.#tokens.peek().type === 'field') names.push(this.#tokens.next().text.slice(1));
    switch (node.type) {
      case 'field':
      case 'variable':
        return { type: node.type, at, names: [...node.names, ...names] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.#fail(`unexpected . after term ${quote(written(node))}`);
      default:
        return { type: 'chain', at, of: node, names };
    }
  }

  #term(): OperandNode | undefined {
    const token = this.#tokens.nextNonSpace();
    const { type, at, text } = token;
    switch (type) {
      case 'identifier':
        if (!this.#shared.hasFunction(text)) this.#fail(`function ${quote(text)} not defined`);
        return { type, at, name: text };
      case 'dot':
      case 'nil':
        return { type, at };
      case 'variable':
        return this.#variable(at, text);
      case 'field':
        return { type, at, names: [text.slice(1)] };
      case 'bool':
        return { type, at, value: text === 'true' };
      case 'charConstant':
      case 'complex':
      case 'number': {
        const number = readNumber(token);
        return typeof number === 'string' ? this.#fail(number) : number;
      }
      case 'leftParen': {
        if (this.#depth >= MAX_DEPTH) this.#fail('max expression depth exceeded');
        this.#depth += 1;
        const pipe = this.#pipeline('parenthesized pipeline', 'rightParen');
        this.#depth -= 1;
        return pipe;
      }
      case 'string':
      case 'rawString':
        return { type: 'string', at, quoted: text, text: this.#unquoted(token) };
      default:
        this.#tokens.giveBack(token);
        return undefined;
    }
  }

  #variable(at: number, text: string): VariableNode {
    if (!this.#variables.includes(text)) this.#fail(`undefined variable ${quote(text)}`);
    return variableNode(at, text);
  }

  #unquoted({ text }: Token): string {
    return unquote(text) ?? this.#fail('invalid syntax');
  }

  #expect(type: TokenType, context: string): Token {
    const token = this.#tokens.nextNonSpace();
    return token.type === type ? token : this.#unexpected(token, context);
  }

  #unexpected(token: Token, context: string): never {
    if (token.type !== 'error') return this.#fail(`unexpected ${shown(token)} in ${context}`);
    const line = this.#action && this.#placeOf(this.#action).line;
    if (line === undefined || line === this.#placeOf(token).line) return this.#fail(token.text);
    const started = `started at ${this.#shared.name}:${line}`;
    const isOfAction = token.text.endsWith(' action');
    return this.#fail(`${token.text}${isOfAction ? '' : ' in action'} ${started}`);
  }

  /** errorf: the line is that of the last token that was read. */
  #fail(words: string): never {
    const { last } = this.#tokens;
    throw new ParseError({ ...(last ? this.#placeOf(last) : { line: 0 }), words });
  }

  #placeOf({ at }: Token): { line: number; column: number } {
    const lines = this.#shared.text.slice(0, at).split('\n');
    return { line: lines.length, column: (lines.at(-1) as string).length + 1 };
  }
}

/** IsEmptyTree: whether there is nothing in it but blanks. */
export function isEmpty({ nodes }: ListNode): boolean {
  return nodes.every((node) => node.type === 'text' && node.text.trim() === '');
}
