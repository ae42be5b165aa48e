import type { OperandNode, VariableNode } from './nodes.ts';
import type { TokenType } from './token.ts';

/** Tokens that an operand begins with. */
export const STARTS_OPERAND: ReadonlySet<TokenType> = new Set([
  ...(['bool', 'charConstant', 'complex', 'dot', 'field', 'identifier', 'number'] as const),
  ...(['nil', 'rawString', 'string', 'variable', 'leftParen'] as const),
]);
/** What can't be given the value of the command before it. */
export const NOT_EXECUTABLE: ReadonlySet<OperandNode['type']> = new Set([
  ...(['bool', 'dot', 'nil', 'number', 'string'] as const),
]);

/** A variable without fields. */
export function variableNode(at: number, text: string): VariableNode {
  return { type: 'variable', at, names: [text] };
}

/** A literal as it is written. */
export function written(node: OperandNode): string {
  switch (node.type) {
    case 'bool':
      return String(node.value);
    case 'string':
      return node.quoted;
    case 'number':
      return node.text;
    case 'nil':
      return 'nil';
    default:
      return '.';
  }
}
