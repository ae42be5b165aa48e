import type { ActionNode, CommandNode, OperandNode, PipeNode, TemplateNode } from './nodes.ts';
import { quote } from '../quote.ts';

/** A node as Go's errors show it (text/template/parse/node.go, String). */
export type ShownNode = ActionNode | TemplateNode | CommandNode | OperandNode;

export function printNode(node: ShownNode): string {
  switch (node.type) {
    case 'action':
      return `{{${pipeline(node.pipe)}}}`;
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe ? ` ${pipeline(node.pipe)}` : ''}}}`;
    case 'command':
      return command(node);
    case 'pipe':
      return pipeline(node);
    case 'variable':
      return node.names.join('.');
    case 'field':
      return node.names.map((name) => `.${name}`).join('');
    case 'chain':
      return `${operand(node.of)}${node.names.map((name) => `.${name}`).join('')}`;
    case 'identifier':
      return node.name;
    case 'string':
      return node.quoted;
    case 'number':
      return node.text;
    case 'bool':
      return String(node.value);
    case 'nil':
      return 'nil';
    case 'dot':
      return '.';
  }
}

function pipeline({ declares, isAssignment, commands }: PipeNode): string {
  const names = declares.map(printNode).join(', ');
  const declared = names === '' ? '' : `${names} ${isAssignment ? '=' : ':='} `;
  return declared + commands.map(command).join(' | ');
}

function command({ operands }: CommandNode): string {
  return operands.map(operand).join(' ');
}

function operand(node: OperandNode): string {
  return node.type === 'pipe' ? `(${pipeline(node)})` : printNode(node);
}
