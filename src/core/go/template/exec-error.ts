import { GoError } from '../error.ts';
import { quote } from '../quote.ts';
import { spend } from './budget.ts';
import { byteLength } from '../byte-length.ts';
import { printNode, type ShownNode } from './print-node.ts';
import type { Template } from './template-set.ts';

/** What ends the execution of a template (text/template/exec.go, ExecError). */
export class ExecError extends GoError {}

/** The error at a node of a template, in Go's words (exec.go, errorf). */
export function execError(
  { name, file }: Template,
  node: ShownNode,
  words: string,
  wrapped?: GoError,
): ExecError {
  spend(words.length);
  const before = file.text.slice(0, node.at);
  const line = before.split('\n').length;
  const column = byteLength(before.slice(before.lastIndexOf('\n') + 1));
  const location = `${file.name}:${line}:${column}`;
  return new ExecError(
    `template: ${location}: executing ${quote(name)} at <${printNode(node)}>: ${words}`,
    wrapped,
  );
}
