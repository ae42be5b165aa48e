import { isBlankOrEnd, isWord } from './characters.ts';
import type { Source } from './source.ts';

/** Scans `&name` or `*name` (yaml.v2 `scannerc.go`, yaml_parser_scan_anchor) for the name. */
export function scanAnchor(source: Source): string {
  const at = source.position;
  source.skip();
  source.need(1);
  const begin = source.offset;
  while (isWord(source.unit())) {
    source.skip();
    source.need(1);
  }
  const name = source.text.slice(begin, source.offset);
  const endsWell = isBlankOrEnd(source.unit()) || MAY_FOLLOW.has(source.unit());
  if (name !== '' && endsWell) return name;
  const anchor = /[^\s\0]{0,100}/.exec(source.text.slice(begin))?.[0] ?? '';
  return source.fail({ reason: 'anchor-name', anchor }, at);
}

const MAY_FOLLOW = new Set(Array.from('?:,]}%@`', (sign) => sign.charCodeAt(0)));
