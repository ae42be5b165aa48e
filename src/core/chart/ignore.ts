import { ChartroomError, isChartroomError, type IgnoreFault } from '../errors.ts';
import { BadPattern, compileGlob, type Glob } from '../go/glob.ts';

/** A rule of .helmignore; line 0 is the rule that Helm adds by itself. */
export interface IgnoreRule {
  line: number;
  /** As written, without surrounding white space. */
  pattern: string;
  /** Starts with `!`: ignores everything that does *not* match, and never re-includes anything. */
  negated: boolean;
  /** Ends with a slash: for folders only. */
  foldersOnly: boolean;
}

/** What a chart's .helmignore says. */
export interface IgnoreRules {
  rules: readonly IgnoreRule[];
  /** The rule that leaves out a file or folder, if any does; the path is below the chart's root. */
  ruleFor(path: string, isFolder: boolean): IgnoreRule | undefined;
  ignores(path: string, isFolder: boolean): boolean;
}

interface CompiledRule extends IgnoreRule {
  glob: Glob;
  /** A pattern without a slash matches names in any folder; with one, paths from the root. */
  anywhere: boolean;
}

/** The largest line that Go's scanner takes. */
const MAX_LINE = 65_535;

/** Appended last by Helm: dot files directly in templates/. */
const DEFAULT_RULE = 'templates/.?*';

/**
 * Reads .helmignore as Helm does (helm `pkg/ignore/rules.go`), which is not how git reads
 * .gitignore: the first rule that applies wins, a negated one ignores everything that it doesn't
 * match, and `**` is an error (`chart.ignore-invalid`).
 */
export function parseIgnore(text = ''): IgnoreRules {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const rules = [...lines.map((line, i) => parseRule(line, i + 1)), parseRule(DEFAULT_RULE, 0)];
  const compiled = rules.filter((rule) => rule !== undefined);
  const ruleFor = (path: string, isFolder: boolean) =>
    ['', '.', './'].includes(path)
      ? undefined
      : compiled.find((rule) => decides(rule, path, isFolder));
  return {
    rules: compiled,
    ruleFor,
    ignores: (path, isFolder) => ruleFor(path, isFolder) !== undefined,
  };
}

/** A line of .helmignore that Helm refuses, and with it the whole chart. */
export type RefusedRule = ChartroomError<'chart.ignore-invalid'>['data'];

/** So many refused lines are found; the rules after them aren't read. */
const MAX_REFUSED = 20;

/** As `parseIgnore`, but without the lines that Helm refuses, which are listed. */
export function parseUsable(text: string): { rules: IgnoreRules; refused: RefusedRule[] } {
  const lines = text.split('\n');
  const refused: RefusedRule[] = [];
  for (;;) {
    try {
      return { rules: parseIgnore(lines.join('\n')), refused };
    } catch (error) {
      if (!isChartroomError(error, 'chart.ignore-invalid')) throw error;
      refused.push(error.data);
      lines[error.data.line - 1] = '';
      if (refused.length === MAX_REFUSED) lines.length = error.data.line;
    }
  }
}

function parseRule(text: string, line: number): CompiledRule | undefined {
  const pattern = trimmed(text);
  const refuse = (reason: IgnoreFault): never => {
    throw new ChartroomError('chart.ignore-invalid', { line, pattern, reason });
  };
  if (new TextEncoder().encode(text).length > MAX_LINE) refuse('line-too-long');
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  if (pattern.includes('**')) refuse('double-star');
  if (!isUsable(pattern)) refuse('malformed');
  const negated = pattern.startsWith('!');
  const foldersOnly = pattern.endsWith('/');
  const body = pattern.slice(negated ? 1 : 0, foldersOnly ? -1 : undefined);
  return {
    line,
    pattern,
    negated,
    foldersOnly,
    glob: compileGlob(body.replace(/^\//, '')),
    anywhere: !body.includes('/'),
  };
}

/** Without white space around it, as Go's `strings.TrimSpace` takes it off. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text[start] as string)) start++;
  while (end > start && SPACE.test(text[end - 1] as string)) end--;
  return text.slice(start, end);
}

const SPACE = /\p{White_Space}/u;

/**
 * Helm tests each pattern by matching one word; a malformed part that this match doesn't reach goes
 * unnoticed.
 */
function isUsable(pattern: string): boolean {
  try {
    compileGlob(pattern).matches('abc');
    return true;
  } catch (error) {
    if (error instanceof BadPattern) return false;
    throw error;
  }
}

function decides(rule: CompiledRule, path: string, isFolder: boolean): boolean {
  if (rule.foldersOnly && !isFolder) return rule.negated;
  return matches(rule, path) !== rule.negated;
}

function matches({ glob, anywhere }: CompiledRule, path: string): boolean {
  const bare = path.replace(/\/+$/, '');
  try {
    return glob.matches(anywhere ? bare.slice(bare.lastIndexOf('/') + 1) : path);
  } catch (error) {
    // A malformed part that `isUsable` didn't reach: Helm logs it, and the rule doesn't match.
    if (error instanceof BadPattern) return false;
    throw error;
  }
}
