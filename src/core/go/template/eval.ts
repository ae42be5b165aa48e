import { GoError } from '../error.ts';
import { sprintf } from '../fmt/printf.ts';
import { has, isTable } from '../table.ts';
import { GoMap, GoObject, namedTypeOf, typeOf, TypedNil, type GoFunction } from '../value.ts';
import { assigned, canBeNil, nilOf } from './assign.ts';
import { spend, work } from './budget.ts';
import { execError } from './exec-error.ts';
import { literal, type Literal } from './literal.ts';
import type { ChainNode, CommandNode, IdentifierNode, OperandNode, PipeNode } from './nodes.ts';
import { printNode, type ShownNode } from './print-node.ts';
import type { Template, TemplateSet } from './template-set.ts';
import { isTrue } from './truth.ts';
import { zeroOf } from './zero.ts';

/** What isn't there: a pipeline's value before its first command. */
const MISSING = Symbol('missing');

/**
 * A value and whether Go holds it as an interface, as items of lists and maps are until a pipeline
 * has taken them out: its errors then tell the interface's type in place of the value's.
 */
export interface Held {
  value: unknown;
  isInterface: boolean;
}

export interface Variable extends Held {
  name: string;
}

/**
 * The evaluating half of an execution (text/template/exec.go of Go 1.26, with `missingkey=zero`).
 * Methods have the names that they have there. A value that is undefined is what Go calls invalid;
 * one that is null is an interface with nothing in it.
 */
export class Evaluation {
  protected readonly set: TemplateSet;
  protected template: Template;
  /** What an error is about. */
  protected node: ShownNode | undefined;
  protected variables: Variable[];
  protected dot: Held;
  /** Whether the last fields led to an interface. */
  #wasInterface = false;

  constructor(set: TemplateSet, template: Template, data: unknown) {
    this.set = set;
    this.template = template;
    this.dot = { value: data, isInterface: false };
    this.variables = [{ name: '$', ...this.dot }];
  }

  protected fail(words: string, wrapped?: GoError): never {
    throw execError(this.template, this.node as ShownNode, words, wrapped);
  }

  protected evalPipeline(pipe: PipeNode): unknown {
    this.node = pipe;
    let value: unknown = MISSING;
    for (const command of pipe.commands) value = this.#evalCommand(command, value) ?? undefined;
    for (const { names } of pipe.declares) {
      const name = names[0] as string;
      if (pipe.isAssignment) this.setVariable(name, { value, isInterface: false });
      else this.variables.push({ name, value, isInterface: false });
    }
    return value;
  }

  protected setVariable(name: string, held: Held): void {
    Object.assign(this.#variable(name), held);
  }

  #variable(name: string): Variable {
    for (let i = this.variables.length - 1; i >= 0; i--) {
      const variable = this.variables[i] as Variable;
      if (variable.name === name) return variable;
    }
    return this.fail(`undefined variable: ${name}`);
  }

  #evalCommand(command: CommandNode, final: unknown): unknown {
    const { operands } = command;
    const first = operands[0] as OperandNode;
    switch (first.type) {
      case 'field':
        this.node = first;
        return this.#evalFieldChain(this.dot, first, first.names, operands, final);
      case 'chain':
        return this.#evalChain(first, operands, final);
      case 'identifier':
        return this.#evalFunction(first, command, operands, final);
      case 'pipe':
        this.#notAFunction(operands, final);
        return this.evalPipeline(first);
      case 'variable': {
        this.node = first;
        const [name, ...fields] = first.names;
        const variable = this.#variable(name as string);
        if (fields.length > 0)
          return this.#evalFieldChain(variable, first, fields, operands, final);
        this.#notAFunction(operands, final);
        return variable.value;
      }
    }
    this.node = first;
    this.#notAFunction(operands, final);
    if (first.type === 'dot') return this.dot.value;
    if (first.type === 'nil') return this.fail('nil is not a command');
    return this.#literal(first as Literal, 'interface {}');
  }

  #notAFunction(operands: readonly OperandNode[], final: unknown): void {
    if (operands.length > 1 || final !== MISSING)
      this.fail(`can't give argument to non-function ${printNode(operands[0] as OperandNode)}`);
  }

  #evalChain(
    chain: ChainNode,
    operands: readonly OperandNode[] | undefined,
    final: unknown,
  ): unknown {
    this.node = chain;
    if (chain.of.type === 'nil')
      this.fail(`indirection through explicit nil in ${printNode(chain)}`);
    const value = this.#evalUntyped(chain.of);
    return this.#evalFieldChain({ value, isInterface: false }, chain, chain.names, operands, final);
  }

  /** evalArg without a type. */
  #evalUntyped(node: OperandNode): unknown {
    this.node = node;
    if (node.type === 'pipe') return this.evalPipeline(node);
    return this.#evalOperand(node) ?? undefined;
  }

  /** evalFieldChain, and evalField for each of its fields; only the last may be given arguments. */
  #evalFieldChain(
    receiver: Held,
    node: ShownNode,
    names: readonly string[],
    operands: readonly OperandNode[] | undefined,
    final: unknown,
  ): unknown {
    let { value, isInterface } = receiver;
    const last = names.length - 1;
    for (let i = 0; i <= last; i++) {
      const name = names[i] as string;
      if (value === undefined) continue;
      const isLast = i === last;
      const args = isLast ? operands : undefined;
      const given = isLast ? final : MISSING;
      const method = methodOf(value, name);
      if (method) {
        value = this.#evalCall(method, node, name, args, given);
        isInterface = false;
        continue;
      }
      const wasInterface = isInterface;
      isInterface = isTable(value);
      value = this.#evalField({ value, isInterface: wasInterface }, name, args, given);
    }
    this.#wasInterface = isInterface;
    return value;
  }

  #evalField(
    { value, isInterface }: Held,
    name: string,
    operands: readonly OperandNode[] | undefined,
    final: unknown,
  ): unknown {
    const hasArguments = (operands?.length ?? 0) > 1 || final !== MISSING;
    if (isTable(value) || value instanceof GoMap) {
      if (hasArguments) this.fail(`${name} is not a method but has arguments`);
      const entries = isTable(value) ? value : value.entries;
      if (has(entries, name)) return entries[name];
      return isTable(value) ? null : zeroOf(value);
    }
    const type = isInterface ? 'interface {}' : typeOf(value);
    if (value === null) return this.fail(`nil pointer evaluating interface {}.${name}`);
    if (value instanceof TypedNil) {
      if (value.type.startsWith('map[')) return null;
      if (value.type.startsWith('*')) this.fail(`nil pointer evaluating ${type}.${name}`);
    }
    if (value instanceof GoObject && Object.hasOwn(value.fields, name)) {
      if (/^[^A-Z]/.test(name)) this.fail(`${name} is an unexported field of struct type ${type}`);
      if (hasArguments) this.fail(`${name} has arguments but cannot be invoked as function`);
      return value.fields[name];
    }
    return this.fail(`can't evaluate field ${name} in type ${type}`);
  }

  #evalFunction(
    node: IdentifierNode,
    command: CommandNode | IdentifierNode,
    operands: readonly OperandNode[] | undefined,
    final: unknown,
  ): unknown {
    this.node = node;
    const { name } = node;
    const found = this.set.function(name);
    if (!found) return this.fail(`${sprintf('%q', [name])} is not a defined function`);
    return this.#evalCall(found, command, name, operands, final);
  }

  /** `operands` begin with the function itself; undefined for one that is itself an operand. */
  #evalCall(
    called: GoFunction,
    node: ShownNode,
    name: string,
    operands: readonly OperandNode[] | undefined,
    final: unknown,
  ): unknown {
    spend(1);
    const { params, variadic } = called;
    const count = operands ? operands.length - 1 : 0;
    const hasFinal = final !== MISSING;
    const given = count + (hasFinal ? 1 : 0);
    if (variadic !== undefined) {
      if (given < params.length)
        this.fail(`wrong number of args for ${name}: want at least ${params.length} got ${count}`);
    } else if (given !== params.length)
      this.fail(`wrong number of args for ${name}: want ${params.length} got ${given}`);
    if (name === 'and' || name === 'or') return this.#evalAndOr(name, operands ?? [], final);
    const args: unknown[] = [];
    for (let i = 0; i < count; i++) {
      const type = i < params.length ? params[i] : variadic;
      const operand = operands?.[i + 1] as OperandNode;
      const value = this.#evalArgument(type as string, operand);
      // The only function that doesn't look into interfaces.
      const isHidden = name === 'slice' && i > 0 && this.#isHeldAsInterface(operand);
      args.push(isHidden ? null : value);
    }
    if (hasFinal) {
      const type = given <= params.length ? params[given - 1] : variadic;
      args.push(this.#validateType(final, type as string));
    }
    // `call` tells the name of what it can't call.
    if (name === 'call') args.unshift(calleeName(operands?.[1], final));
    for (const arg of args) if (typeof arg === 'string') work(arg.length);
    try {
      const result = called.call(...(args as never[]));
      if (typeof result === 'string') spend(result.length);
      return result;
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      this.node = node;
      return this.fail(`error calling ${name}: ${error.message}`, error);
    }
  }

  /** What decides isn't followed by further evaluations. */
  #evalAndOr(name: string, operands: readonly OperandNode[], final: unknown): unknown {
    let value: unknown;
    for (const operand of operands.slice(1)) {
      value = this.#evalArgument('reflect.Value', operand);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return final === MISSING ? value : final;
  }

  #validateType(value: unknown, type: string): unknown {
    if (type === 'reflect.Value') return value;
    if (value === undefined) {
      if (!canBeNil(type)) this.fail(`invalid value; expected ${type}`);
      return nilOf(type);
    }
    if (type === 'interface {}') return value;
    const fitting = value === null ? undefined : assigned(value, type);
    if (fitting) return fitting.value;
    const found = value === null ? 'interface {}' : typeOf(value);
    return this.fail(`wrong type for value; expected ${type}; got ${found}`);
  }

  #evalArgument(type: string, node: OperandNode): unknown {
    this.node = node;
    switch (node.type) {
      case 'nil':
        if (!canBeNil(type)) this.fail(`cannot assign nil to ${type}`);
        return nilOf(type);
      case 'bool':
      case 'string':
      case 'number':
        return this.#literal(node, type);
      case 'pipe':
        return this.#validateType(this.evalPipeline(node), type);
      default:
        return this.#validateType(this.#evalOperand(node), type);
    }
  }

  /** Whether Go has the operand that was evaluated last as an interface. */
  #isHeldAsInterface(node: OperandNode): boolean {
    if (node.type === 'dot') return this.dot.isInterface;
    return /^(?:field|variable|chain)$/.test(node.type) && this.#wasInterface;
  }

  /** A node that is neither a literal nor in parentheses. */
  #evalOperand(node: OperandNode): unknown {
    switch (node.type) {
      case 'dot':
        return this.dot.value;
      case 'field':
        return this.#evalFieldChain(this.dot, node, node.names, undefined, MISSING);
      case 'variable': {
        const [name, ...fields] = node.names;
        const variable = this.#variable(name as string);
        return this.#evalFieldChain(variable, node, fields, undefined, MISSING);
      }
      case 'identifier':
        return this.#evalFunction(node, node, undefined, MISSING);
      case 'chain':
        return this.#evalChain(node, undefined, MISSING);
      default:
        return this.#literal(node as Literal, 'interface {}');
    }
  }

  #literal(node: Literal, type: string): unknown {
    const read = literal(node, type);
    return 'fault' in read ? this.fail(read.fault) : read.value;
  }
}

function methodOf(value: unknown, name: string): GoFunction | undefined {
  // Methods begin with a capital; most values are tables with none.
  const code = name.charCodeAt(0);
  if (code > 0x5a || code < 0x41) return undefined;
  const methods = namedTypeOf(value)?.methods;
  return methods && Object.hasOwn(methods, name) ? methods[name]?.(value as never) : undefined;
}

/** What Go takes for the name of the function that `call` is given (evalCall). */
function calleeName(operand: OperandNode | undefined, final: unknown): string {
  if (operand) return printNode(operand);
  return typeof final === 'string' ? final : `<${typeOf(final)} Value>`;
}
