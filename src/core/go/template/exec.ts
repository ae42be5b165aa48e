import { sprint, sprintf } from '../fmt/printf.ts';
import { isTable } from '../table.ts';
import {
  entriesOf,
  GoInt,
  itemsOf,
  kindOf,
  namedTypeOf,
  sortedKeys,
  typeOf,
  TypedNil,
} from '../value.ts';
import { PIECE, spend } from './budget.ts';
import { Evaluation, type Held, type Variable } from './eval.ts';
import type {
  ActionNode,
  BranchNode,
  ListNode,
  PipeNode,
  StatementNode,
  TemplateNode,
} from './nodes.ts';
import { printNode } from './print-node.ts';
import type { Mark } from './marks.ts';
import { nested } from './nesting.ts';
import type { Template, TemplateSet } from './template-set.ts';
import { isTrue } from './truth.ts';

/** Templates that call each other by `template` (exec.go, maxExecDepth). */
const MAX_DEPTH = 100_000;

/** How fmt begins a struct that is behind a pointer. */
const POINTER = /^&(?=\{)/;

/** How a list of nodes ends. */
type Ending = 'done' | 'break' | 'continue';

/**
 * What a template writes when it is executed with `data`; `marks`, if given, receives where in the
 * template each part of it comes from. Throws `ExecError`.
 */
export function execute(
  set: TemplateSet,
  template: Template,
  data: unknown,
  marks?: Mark[],
): string {
  return new Execution(set, template, data ?? undefined).run(marks);
}

/** One execution: the half of exec.go that goes through the nodes and writes. */
class Execution extends Evaluation {
  /** How many templates have called each other to get here. */
  readonly #depth: number;
  #output = '';
  #marks: Mark[] | undefined;

  constructor(set: TemplateSet, template: Template, data: unknown, depth = 0) {
    super(set, template, data);
    this.#depth = depth;
  }

  run(marks?: Mark[]): string {
    this.#marks = marks;
    this.#walkList(this.template.root);
    return this.#output;
  }

  #write(text: string): void {
    spend(PIECE + text.length);
    this.#output += text;
  }

  #walkList({ nodes }: ListNode): Ending {
    for (const node of nodes) {
      const ending = this.#walk(node);
      if (ending !== 'done') return ending;
    }
    return 'done';
  }

  #walk(node: StatementNode): Ending {
    spend(1);
    if (this.#marks)
      this.#marks.push({ output: this.#output.length, at: node.at, isText: node.type === 'text' });
    switch (node.type) {
      case 'text':
        this.#write(node.text);
        return 'done';
      case 'action': {
        const value = this.evalPipeline(node.pipe);
        if (node.pipe.declares.length === 0) this.#printValue(node, value);
        return 'done';
      }
      case 'if':
      case 'with':
        return this.#walkIfOrWith(node);
      case 'range':
        return this.#walkRange(node);
      case 'template':
        this.#walkTemplate(node);
        return 'done';
      default:
        return node.type;
    }
  }

  #walkIfOrWith({ type, pipe, list, otherwise }: BranchNode): Ending {
    const mark = this.variables.length;
    const value = this.evalPipeline(pipe);
    let ending: Ending = 'done';
    if (!isTrue(value)) {
      if (otherwise) ending = this.#walkList(otherwise);
    } else if (type === 'with') ending = this.#walkWith({ value, isInterface: false }, list);
    else ending = this.#walkList(list);
    this.variables.length = mark;
    return ending;
  }

  #walkWith(dot: Held, list: ListNode): Ending {
    const outer = this.dot;
    this.dot = dot;
    const ending = this.#walkList(list);
    this.dot = outer;
    return ending;
  }

  #walkRange(node: BranchNode): Ending {
    const outer = this.variables.length;
    const value = this.evalPipeline(node.pipe);
    const mark = this.variables.length;
    let hasRun = false;
    for (const [index, item] of this.#iterations(value, node)) {
      hasRun = true;
      spend(1);
      this.#setLoopVariables(node.pipe, index, item);
      const ending = this.#walkWith(item, node.list);
      this.variables.length = mark;
      if (ending === 'break') break;
    }
    const ending = hasRun || !node.otherwise ? 'done' : this.#walkList(node.otherwise);
    this.variables.length = outer;
    return ending;
  }

  *#iterations(value: unknown, { pipe }: BranchNode): Generator<[index: unknown, item: Held]> {
    if (value instanceof GoInt) {
      if (pipe.declares.length > 1)
        this.fail(sprintf("can't use %v to iterate over more than one variable", [value]));
      const { kind, named } = value;
      for (let i = 0n; i < value.value; i++)
        yield [undefined, { value: new GoInt(kind, i, named), isInterface: false }];
      return;
    }
    const items = itemsOf(value);
    if (items) {
      const isInterface = Array.isArray(value);
      for (const [i, item] of items.slice().entries())
        yield [new GoInt('int', BigInt(i)), { value: item, isInterface }];
      return;
    }
    const entries = entriesOf(value);
    if (entries) {
      const isInterface = isTable(value);
      const all = sortedKeys(entries).map((key) => [key, entries[key]] as const);
      for (const [key, item] of all) yield [key, { value: item, isInterface }];
      return;
    }
    if (value === undefined || value instanceof TypedNil) return;
    this.fail(sprintf("range can't iterate over %v", [value]));
  }

  #setLoopVariables(
    { declares: [first, second], isAssignment }: PipeNode,
    index: unknown,
    item: Held,
  ): void {
    if (!first) return;
    const position: Held = { value: index, isInterface: false };
    if (isAssignment) {
      this.setVariable(first.names[0] as string, second ? position : item);
      if (second) this.setVariable(second.names[0] as string, item);
      return;
    }
    const { length } = this.variables;
    Object.assign(this.variables[length - 1] as Variable, item);
    if (second) Object.assign(this.variables[length - 2] as Variable, position);
  }

  #walkTemplate(node: TemplateNode): void {
    this.node = node;
    const template = this.set.lookup(node.name);
    if (!template) return this.fail(`template ${sprintf('%q', [node.name])} not defined`);
    if (this.#depth === MAX_DEPTH) this.fail(`exceeded maximum template depth (${MAX_DEPTH})`);
    const value = node.pipe ? this.evalPipeline(node.pipe) : undefined;
    const called = () => new Execution(this.set, template, value, this.#depth + 1).run();
    const output = nested(called);
    spend(PIECE);
    this.#output += output;
  }

  #printValue(node: ActionNode, value: unknown): void {
    if (typeof value === 'string') return this.#write(value);
    if (value === undefined) return this.#write('<no value>');
    this.node = node;
    if (kindOf(value) === 'func')
      this.fail(`can't print ${printNode(node)} of type ${typeOf(value)}`);
    const print = namedTypeOf(value)?.printInPlace;
    if (print) return this.#write(print(value as never));
    // What a pointer points to.
    this.#write(sprint([value]).replace(POINTER, ''));
  }
}
