import { GoInt, int, type IntKind } from '../value.ts';
import { INT_KINDS } from './int-kinds.ts';
import type { BoolNode, NumberNode, StringNode } from './nodes.ts';
import { printNode } from './print-node.ts';

export type Literal = BoolNode | NumberNode | StringNode;

type Read = { value: unknown } | { fault: string };

/** A literal as a parameter of some type takes it, or Go's words for why it doesn't (evalArg). */
export function literal(node: Literal, type: string): Read {
  switch (type) {
    case 'interface {}':
    case 'reflect.Value':
      return node.type === 'number' ? idealConstant(node) : { value: valueOf(node) };
    case 'bool':
      return node.type === 'bool' ? { value: node.value } : expected('bool', node);
    case 'string':
      return node.type === 'string' ? { value: node.text } : expected('string', node);
    case 'float64':
      return node.type === 'number' && node.float !== undefined
        ? { value: node.float }
        : expected('float', node);
    case 'time.Duration':
      return integer(node, 'int64');
    default:
      if (INT_KINDS.has(type)) return integer(node, type as IntKind);
      return { fault: `can't handle ${printNode(node)} for arg of type ${type}` };
  }
}

function valueOf(node: BoolNode | StringNode): unknown {
  return node.type === 'bool' ? node.value : node.text;
}

function expected(what: string, node: Literal): Read {
  return { fault: `expected ${what}; found ${printNode(node)}` };
}

/** One that is too large wraps around. */
function integer(node: Literal, kind: IntKind): Read {
  const isUnsigned = kind.startsWith('u');
  const value = node.type === 'number' ? (isUnsigned ? node.uint : node.int) : undefined;
  if (value === undefined) return expected(isUnsigned ? 'unsigned integer' : 'integer', node);
  const bits = Number(/\d+$/.exec(kind)?.[0] ?? 64);
  const wrapped = isUnsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
  return { value: new GoInt(kind, wrapped) };
}

/** A number whose type its syntax decides (exec.go, idealConstant). */
function idealConstant({ text, int: whole, uint, float }: NumberNode): Read {
  const isHex = /^0[xX]/.test(text) && !/[pP]/.test(text);
  if (float !== undefined && !isHex && !text.startsWith("'") && /[.eEpP]/.test(text))
    return { value: float };
  if (whole !== undefined) return { value: int(whole) };
  return uint === undefined
    ? { fault: `can't handle the complex number ${text}` }
    : { fault: `${text} overflows int` };
}
