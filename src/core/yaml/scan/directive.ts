import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from './characters.ts';
import { scanTagHandle, scanTagUri } from './tag.ts';
import type { Source } from './source.ts';
import type { Token } from './tokens.ts';

/** Scans a line that begins with `%` (yaml.v2 `scannerc.go`, yaml_parser_scan_directive). */
export function scanDirective(source: Source): Token {
  const at = source.position;
  source.skip();
  const name = scanName(source);
  if (name !== 'YAML' && name !== 'TAG') return refuse(source, 'found unknown directive name', at);
  const value = name === 'YAML' ? scanVersion(source) : scanTagDirective(source);
  source.need(1);
  source.skipBlanks();
  if (source.has('#')) source.skipLine();
  if (!isBreakOrEnd(source.unit())) refuse(source, 'did not find expected comment or line break');
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
  if (source.offset === begin) refuse(source, 'could not find expected directive name');
  if (!isBlankOrEnd(source.unit())) refuse(source, 'found unexpected non-alphabetical character');
  return source.text.slice(begin, source.offset);
}

/** @param problem in yaml.v2's words */
function refuse(source: Source, problem: string, at = source.position): never {
  return source.fail({ reason: 'directive' }, at, problem);
}

function scanVersion(source: Source) {
  source.need(1);
  source.skipBlanks();
  const major = scanNumber(source);
  if (!source.has('.')) refuse(source, "did not find expected digit or '.' character");
  source.skip();
  return { kind: 'version-directive', major, minor: scanNumber(source) } as const;
}

/** A number of one or two digits. */
function scanNumber(source: Source): number {
  const begin = source.offset;
  source.need(1);
  while (isDigit(source.unit())) {
    if (source.offset === begin + 2) refuse(source, 'found extremely long version number');
    source.skip();
    source.need(1);
  }
  if (source.offset === begin) refuse(source, 'did not find expected version number');
  return Number(source.text.slice(begin, source.offset));
}

function scanTagDirective(source: Source) {
  source.need(1);
  source.skipBlanks();
  const handle = scanTagHandle(source, true);
  source.need(1);
  if (!isBlank(source.unit())) refuse(source, 'did not find expected whitespace');
  source.skipBlanks();
  const prefix = scanTagUri(source, '');
  source.need(1);
  if (!isBlankOrEnd(source.unit()))
    refuse(source, 'did not find expected whitespace or line break');
  return { kind: 'tag-directive', handle, prefix } as const;
}
