/**
 * Templates parsed into trees, against Go's text/template/parse: the same trees, and the same errors
 * at the same lines. Templates at random (`CASES=10000` for a long run), and all files in a
 * templates/ below the folder `TEMPLATE_FILES`.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  CommandNode,
  ListNode,
  OperandNode,
  StatementNode,
} from '../../src/core/go/template/nodes.ts';
import { parseTemplate } from '../../src/core/go/template/parser.ts';
import { HELM_4_FUNCTIONS } from '../../src/core/render/function-names.ts';
import { askGo, hasGo } from '../support/go.ts';
import { templatesBelow } from './template/files.ts';
import { pieces } from './template/generate.ts';
import { FUNCTIONS, template } from './template-tree/generate.ts';

const CASES = Number(process.env['CASES'] ?? 2000);
/** The same cases each time, unless others are asked for. */
const SEED = Number(process.env['SEED'] ?? 1);
const FILES = process.env['TEMPLATE_FILES'];

interface Question {
  template: string;
  functions: string[];
}

interface Answer {
  error?: string;
  defines?: Record<string, unknown>;
}

function ours({ template, functions }: Question): Answer {
  const hasFunction = (name: string) => functions.includes(name);
  const parsed = parseTemplate('NAME', template, { hasFunction });
  if ('fault' in parsed) {
    const { line, words } = parsed.fault;
    return { error: `template: NAME:${line}: ${words}` };
  }
  const defines = [...parsed.defines].map(([name, list]) => [name, listed(list)] as const);
  return { defines: Object.fromEntries(defines) };
}

/** A tree as the Go program writes it. */
function listed({ nodes }: ListNode): unknown[] {
  return nodes.map(dumped);
}

function dumped(node: StatementNode | OperandNode | CommandNode): unknown[] {
  const { type, at } = node;
  switch (node.type) {
    case 'text':
      return [type, at, node.text];
    case 'action':
      return [type, at, dumped(node.pipe)];
    case 'if':
    case 'range':
    case 'with':
      return [
        type,
        at,
        dumped(node.pipe),
        listed(node.list),
        node.otherwise ? listed(node.otherwise) : null,
      ];
    case 'template':
      return [type, at, node.name, node.pipe ? dumped(node.pipe) : null];
    case 'pipe':
      return [type, at, node.isAssignment, node.declares.map(dumped), node.commands.map(dumped)];
    case 'command':
      return [type, at, node.operands.map(dumped)];
    case 'variable':
    case 'field':
      return [type, at, node.names];
    case 'chain':
      return [type, at, dumped(node.of), node.names];
    case 'identifier':
      return [type, at, node.name];
    case 'string':
      // JSON has no bytes that are no character.
      return [type, at, node.quoted, node.text.replace(/[\ud800-\udfff]/gu, '\ufffd')];
    case 'number':
      return [
        type,
        at,
        node.text,
        [node.int?.toString() ?? null, node.uint?.toString() ?? null, node.float ?? null],
      ];
    case 'bool':
      return [type, at, node.value];
    default:
      return [type, at];
  }
}

function compare(questions: readonly Question[]): void {
  const answers = askGo<Answer>('template-tree', questions);
  expect(answers).toHaveLength(questions.length);
  const broken = answers.filter(({ error }) => error !== undefined);
  const different = questions.flatMap((question, i) => {
    const [own, their] = [ours(question), answers[i]];
    return JSON.stringify(sorted(own)) === JSON.stringify(their && sorted(their))
      ? []
      : [{ question, ours: JSON.stringify(own), theirs: JSON.stringify(their) }];
  });
  console.info(
    `${questions.length} templates, ${broken.length} with errors, ${different.length} different`,
  );
  expect(different.slice(0, 3)).toEqual([]);
}

function sorted({ error, defines = {} }: Answer): unknown {
  return error ?? Object.entries(defines).sort(([a], [b]) => (a < b ? -1 : 1));
}

describe.skipIf(!hasGo)('trees as Go has them (needs Go)', () => {
  test.each([
    ['that mostly parse', template],
    ['of pieces', pieces],
  ])('of templates %s', { timeout: 600_000 }, (_, generated) => {
    const templates = fc.sample(generated, { numRuns: CASES, seed: SEED });
    compare(templates.map((template) => ({ template, functions: FUNCTIONS })));
  });

  test.skipIf(!FILES)('of the files of TEMPLATE_FILES', { timeout: 600_000 }, () => {
    const templates = templatesBelow(FILES as string);
    compare(templates.map((template) => ({ template, functions: [...HELM_4_FUNCTIONS] })));
  });
});
