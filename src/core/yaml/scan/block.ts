import { END, isBlank, isBreak, isBreakOrEnd, isDigit, SPACE, TAB } from './characters.ts';
import type { Source } from './source.ts';

/**
 * Scans a scalar behind `|` or `>` (yaml.v2 `scannerc.go`, yaml_parser_scan_block_scalar). `parent`
 * is the indentation of the block that it stands in, -1 at the top.
 */
export function scanBlock(source: Source, parent: number): string {
  const isFolded = source.has('>');
  const { chomping, indentation } = scanHeader(source);
  const given = indentation && Math.max(parent, 0) + indentation;
  const { indent, breaks: leading } = scanBreaks(source, given, parent);
  let breaks = leading;
  let value = '';
  let lineEnd = '';
  let afterBlank = false;
  while (source.column === indent && source.unit() !== END) {
    const beginsBlank = isBlank(source.unit());
    const folds = isFolded && !afterBlank && !beginsBlank && lineEnd === '\n';
    const joint = folds ? (breaks === '' ? ' ' : '') : lineEnd;
    const begin = source.offset;
    source.skipLine();
    value += joint + breaks + source.text.slice(begin, source.offset);
    lineEnd = source.readBreak();
    afterBlank = beginsBlank;
    breaks = scanBreaks(source, indent, parent).breaks;
  }
  if (chomping === 'strip') return value;
  return value + lineEnd + (chomping === 'keep' ? breaks : '');
}

interface Header {
  /** What becomes of the line breaks at the end; without a sign all but the first are dropped. */
  chomping: 'strip' | 'keep' | undefined;
  /** The indentation that is given, below that of the block around it; 0 if none is. */
  indentation: number;
}

function scanHeader(source: Source): Header {
  source.skip();
  source.need(1);
  let chomping = scanChomping(source);
  const indentation = scanIndentation(source);
  chomping ??= scanChomping(source);
  source.skipBlanks();
  if (source.has('#')) source.skipLine();
  if (!isBreakOrEnd(source.unit())) source.fail({ reason: 'after-block-sign' });
  source.readBreak();
  return { chomping, indentation };
}

function scanChomping(source: Source): Header['chomping'] {
  if (!source.has('+') && !source.has('-')) return undefined;
  const chomping = source.has('+') ? 'keep' : 'strip';
  source.skip();
  source.need(1);
  return chomping;
}

function scanIndentation(source: Source): number {
  if (!isDigit(source.unit())) return 0;
  const indentation = source.unit() - 0x30;
  if (indentation === 0) source.fail({ reason: 'block-indentation' });
  source.skip();
  source.need(1);
  return indentation;
}

/**
 * Passes empty lines and the indentation of the next one. Where no indentation is known yet (0), it
 * is that of the deepest of these lines, and deeper than the block around the scalar.
 */
function scanBreaks(source: Source, known: number, parent: number) {
  let breaks = '';
  let deepest = 0;
  for (;;) {
    source.need(1);
    while ((known === 0 || source.column < known) && source.unit() === SPACE) {
      source.skip();
      source.need(1);
    }
    deepest = Math.max(deepest, source.column);
    if ((known === 0 || source.column < known) && source.unit() === TAB) {
      const problem = 'found a tab character where an indentation space is expected';
      source.fail({ reason: 'tab' }, source.position, problem);
    }
    if (!isBreak(source.unit())) break;
    breaks += source.readBreak();
  }
  return { indent: known || Math.max(deepest, parent + 1, 1), breaks };
}
