import { isBlank, isBlankOrEnd, isBreak, TAB } from './characters.ts';
import { scanGap, type Gap } from './gap.ts';
import type { Source } from './source.ts';

export interface PlainScalar {
  value: string;
  /** Whether a line break follows: a key may begin behind it. */
  hasBreakBehind: boolean;
}

/**
 * Scans a scalar without quotes (yaml.v2 `scannerc.go`, yaml_parser_scan_plain_scalar). `depth` is
 * how far its further lines must be indented outside brackets.
 */
export function scanPlain(source: Source, depth: number, inFlow: boolean): PlainScalar {
  const checkIndent = () => {
    if (source.column >= depth || source.unit() !== TAB) return;
    source.fail(
      { reason: 'tab' },
      source.position,
      'found a tab character that violates indentation',
    );
  };
  let value = '';
  let gap: Gap = { hasBreak: false, value: '' };
  for (;;) {
    source.need(4);
    if (source.isAtDocumentMark || source.has('#')) break;
    const word = scanWord(source, inFlow);
    if (word !== '') {
      value += gap.value + word;
      gap = { hasBreak: false, value: '' };
    }
    if (!isBlank(source.unit()) && !isBreak(source.unit())) break;
    source.need(1);
    gap = scanGap(source, false, checkIndent);
    if (!inFlow && source.column < depth) break;
  }
  return { value, hasBreakBehind: gap.hasBreak };
}

/** The characters up to the next white space, or to a sign that ends a plain scalar. */
function scanWord(source: Source, inFlow: boolean): string {
  const begin = source.offset;
  for (;;) {
    const unit = source.unit();
    if (isBlankOrEnd(unit)) break;
    if (unit === COLON && isBlankOrEnd(source.unit(1))) break;
    if (inFlow && FLOW_SIGNS.has(unit)) break;
    source.skip();
    source.need(2);
  }
  return source.text.slice(begin, source.offset);
}

const COLON = 0x3a;
/** Within brackets these end a plain scalar; a colon doesn't, unless a blank follows. */
const FLOW_SIGNS = new Set(Array.from(',?[]{}', (sign) => sign.charCodeAt(0)));
