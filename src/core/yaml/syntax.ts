import type { Position } from './line-table.ts';
import type { YamlScalar } from './node.ts';

/**
 * A node as it is written: aliases and merges aren't followed yet. Scalars are already what they
 * are in the document, so that a file of a million is held once.
 */
export type SyntaxNode = YamlScalar | MergeSyntax | ListSyntax | MapSyntax | AliasSyntax;

/** `<<`, which as a key isn't a key. */
export interface MergeSyntax {
  kind: 'merge';
  at: Position;
}

export interface ListSyntax {
  kind: 'list';
  items: SyntaxNode[];
  at: Position;
}

export interface MapSyntax {
  kind: 'map';
  /** Keys and values in turn. */
  pairs: SyntaxNode[];
  at: Position;
}

export interface AliasSyntax {
  kind: 'alias';
  name: string;
  /** The last node before the alias with that anchor, which may be a node around it. */
  target: SyntaxNode;
  at: Position;
}
