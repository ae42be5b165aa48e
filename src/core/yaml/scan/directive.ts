import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from './characters.ts';
import { scanTagHandle, scanTagUri } from './tag.ts';
import type { Source } from './source.ts';
import type { Token } from './tokens.ts';

/** Scans a line that begins with `%` (yaml.v2 `scannerc.go`, yaml_parser_scan_directive). */
export function scanDirective(source: Source): Token {
  const at = source.position;
  source.skip();
  const name = scanName(source);
  if (name !== 'YAML' && name !== 'TAG') return source.fail({ reason: 'directive' }, at);
  const value = name === 'YAML' ? scanVersion(source) : scanTagDirective(source);
  source.need(1);
  source.skipBlanks();
  if (source.has('#')) source.skipLine();
  if (!isBreakOrEnd(source.unit())) source.fail({ reason: 'directive' });
  source.readBreak();
  return { ...value, at };
}

function scanName(source: Source): string {
  const begin = source.offset;
  source.need(1);
  while (isWord(source.unit())) {
    source.skip();
    source.need(1);
  }
  if (!isBlankOrEnd(source.unit())) source.fail({ reason: 'directive' });
  return source.text.slice(begin, source.offset);
}

function scanVersion(source: Source) {
  source.need(1);
  source.skipBlanks();
  const major = scanNumber(source);
  if (!source.has('.')) source.fail({ reason: 'directive' });
  source.skip();
  return { kind: 'version-directive', major, minor: scanNumber(source) } as const;
}

/** A number of one or two digits. */
function scanNumber(source: Source): number {
  const begin = source.offset;
  source.need(1);
  while (isDigit(source.unit())) {
    if (source.offset === begin + 2) source.fail({ reason: 'directive' });
    source.skip();
    source.need(1);
  }
  if (source.offset === begin) source.fail({ reason: 'directive' });
  return Number(source.text.slice(begin, source.offset));
}

function scanTagDirective(source: Source) {
  source.need(1);
  source.skipBlanks();
  const handle = scanTagHandle(source, true);
  source.need(1);
  if (!isBlank(source.unit())) source.fail({ reason: 'directive' });
  source.skipBlanks();
  const prefix = scanTagUri(source, '');
  source.need(1);
  if (!isBlankOrEnd(source.unit())) source.fail({ reason: 'directive' });
  return { kind: 'tag-directive', handle, prefix } as const;
}
