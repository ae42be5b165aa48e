import { tokensOf } from '../go/template/lexer.ts';
import type { Token } from '../go/template/token.ts';
import { unquote } from '../go/unquote.ts';

/** A name that is written out in a template, and where, in UTF-16 units. */
export interface Named {
  name: string;
  at: number;
}

/** What a template names without being rendered. Names that are built at run time aren't among it. */
export interface TemplateUses {
  /** Templates that it defines. */
  defines: string[];
  /** Templates that it includes. */
  includes: Named[];
  /** Files of the chart that it reads. */
  reads: Named[];
  /** Files that it asks for to see whether they are there. */
  probes: string[];
  /** Go can't cut it into tokens: what comes behind isn't known. */
  isBroken: boolean;
}

const READS = ['.Get', '.GetBytes', '.Lines'];

/** Reads a template's tokens. What is in comments and in text outside of actions means nothing. */
export function usesOf(template: string): TemplateUses {
  const tokens = tokensOf(template).filter(({ type }) => type !== 'space');
  const uses: TemplateUses = {
    ...{ defines: [], includes: [], reads: [], probes: [] },
    isBroken: tokens.at(-1)?.type === 'error',
  };
  let isCondition = false;
  for (const [i, token] of tokens.entries()) {
    if (token.type === 'leftDelim') isCondition = asks(tokens.slice(i + 1, i + 3));
    const name = nameIn(tokens[i + 1]);
    if (name === undefined) continue;
    const used = { name, at: token.at };
    if (token.type === 'define' || token.type === 'block') uses.defines.push(name);
    else if (token.type === 'template') uses.includes.push(used);
    else if (token.type === 'identifier' && token.text === 'include') uses.includes.push(used);
    else if (isRead(token, tokens[i - 1])) {
      if (isCondition) uses.probes.push(name);
      else uses.reads.push({ name, at: tokens[i - 1]?.at ?? token.at });
    }
  }
  return uses;
}

/** Whether an action that begins with these tokens looks for something: `if`, `else if`, `with`. */
function asks([first, second]: readonly Token[]): boolean {
  const word = first?.type === 'else' ? second : first;
  return word?.type === 'if' || word?.type === 'with';
}

function isRead({ type, text }: Token, before: Token | undefined): boolean {
  const isOfFiles = before?.type === 'field' && before.text === '.Files';
  return isOfFiles && type === 'field' && READS.includes(text);
}

/** The text of a string; undefined for any other token. */
function nameIn(token: Token | undefined): string | undefined {
  const isString = token?.type === 'string' || token?.type === 'rawString';
  return isString ? unquote(token.text) : undefined;
}
