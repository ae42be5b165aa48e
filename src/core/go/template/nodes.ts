/**
 * The tree of a template, as Go's parser builds it (text/template/parse/node.go). `at` is the place
 * that Go names for a node, in UTF-16 units of the template.
 */

export interface TextNode {
  type: 'text';
  at: number;
  text: string;
}

/** A pipeline whose value is written, or which only declares variables. */
export interface ActionNode {
  type: 'action';
  at: number;
  pipe: PipeNode;
}

/** `if`, `range` and `with`, with what follows their `else`. */
export interface BranchNode {
  type: 'if' | 'range' | 'with';
  at: number;
  pipe: PipeNode;
  list: ListNode;
  otherwise: ListNode | undefined;
}

/** `template`, and `block` once what it defines has been taken out. */
export interface TemplateNode {
  type: 'template';
  at: number;
  name: string;
  pipe: PipeNode | undefined;
}

export interface JumpNode {
  type: 'break' | 'continue';
  at: number;
}

export interface ListNode {
  type: 'list';
  at: number;
  nodes: StatementNode[];
}

export type StatementNode = TextNode | ActionNode | BranchNode | TemplateNode | JumpNode;

/** Commands, each given the value of the one before it. */
export interface PipeNode {
  type: 'pipe';
  at: number;
  /** `=` in place of `:=`. */
  isAssignment: boolean;
  declares: VariableNode[];
  commands: CommandNode[];
}

export interface CommandNode {
  type: 'command';
  at: number;
  /** At least one. */
  operands: OperandNode[];
}

/** A variable and the fields behind it: `$x.a.b`. */
export interface VariableNode {
  type: 'variable';
  at: number;
  /** The name, with its dollar, first. */
  names: string[];
}

/** Fields of the cursor: `.a.b`. */
export interface FieldNode {
  type: 'field';
  at: number;
  names: string[];
}

/** Fields of anything else: `(x).a.b`. */
export interface ChainNode {
  type: 'chain';
  at: number;
  of: OperandNode;
  names: string[];
}

export interface IdentifierNode {
  type: 'identifier';
  at: number;
  name: string;
}

export interface StringNode {
  type: 'string';
  at: number;
  /** As it is written, with its quotes. */
  quoted: string;
  text: string;
}

/** A number in all the types that can hold it: Go's constants have no type until they are used. */
export interface NumberNode {
  type: 'number';
  at: number;
  text: string;
  int?: bigint;
  uint?: bigint;
  float?: number;
}

export interface PlainNode {
  type: 'dot' | 'nil';
  at: number;
}

export interface BoolNode {
  type: 'bool';
  at: number;
  value: boolean;
}

export type OperandNode =
  | VariableNode
  | FieldNode
  | ChainNode
  | IdentifierNode
  | StringNode
  | NumberNode
  | PlainNode
  | BoolNode
  | PipeNode;
