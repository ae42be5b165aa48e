import { resolvePlain } from '../scalar.ts';
import { isTimestamp } from '../timestamp.ts';
import type { YamlLibrary } from './key-order.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

/** What a text allows (`emitterc.go`, yaml_emitter_analyze_scalar). */
export interface ScalarAnalysis {
  /** The style that `encode.go` asks for; the emitter takes it where the text and its place allow. */
  wanted: ScalarStyle;
  /** Whether there are line breaks, those of Unicode included. */
  isMultiline: boolean;
  plainAllowed: boolean;
  singleAllowed: boolean;
  literalAllowed: boolean;
}

/** Characters that can't start an unquoted scalar, and the marks of documents. */
const LEADING = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?:[ \t]|$)|---|\.\.\.)/;
/** A colon that ends a key, a `#` that starts a comment. */
const WITHIN = /:(?:[ \t\r\n\x85\u2028\u2029]|$)|[ \t\r\n\x85\u2028\u2029]#/;
const BREAK = /[\r\n\x85\u2028\u2029]/;
const EDGES = /^[ \r\n\x85\u2028\u2029]|[ \r\n\x85\u2028\u2029]$/;
/** What yaml.v2 can't print (yamlprivateh.go, is_printable): of Unicode, all beyond 16 bits as well. */
const SPECIAL = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
/** The same, but for tabs, with which yaml.v3 takes the literal style. */
const SPECIAL_BUT_TAB = /[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const BREAK_SPACE = /[\r\n\x85\u2028\u2029] /;
const SPACE_BREAK = / [\r\n\x85\u2028\u2029]/;
/** A number in base 60, which YAML 1.1 has and Go leaves out; it is quoted for others. */
const BASE_60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
/** Octal numbers of YAML 1.2, which yaml.v2 reads as well. */
const OCTAL = /^-?0o[0-7]+$/;
/** Nearly all texts of a chart: neither a number nor a boolean, and without anything to quote. */
const SIMPLE = /^[A-Za-z/$(][\w./$()=+-]*(?::[\w./$()=+-]+)*$/;

export function analyse(text: string, library: YamlLibrary): ScalarAnalysis {
  if (SIMPLE.test(text) && (text.length > 5 || !isResolved(text))) return PLAIN;
  const isMultiline = BREAK.test(text);
  const isSpecial = (library === 2 ? SPECIAL : SPECIAL_BUT_TAB).test(text);
  const hasTab = library === 3 && text.includes('\t');
  const breakSpace = BREAK_SPACE.test(text);
  const spaceBreak = SPACE_BREAK.test(text);
  const quotable = !spaceBreak && !isSpecial;
  const indicates = LEADING.test(text) || WITHIN.test(text);
  return {
    wanted: text.includes('\n') ? 'literal' : isResolved(text) ? 'double' : 'plain',
    isMultiline,
    plainAllowed:
      quotable && !breakSpace && !hasTab && !isMultiline && !indicates && !EDGES.test(text),
    singleAllowed: quotable && !breakSpace && !hasTab,
    literalAllowed: quotable && text !== '' && !text.endsWith(' '),
  };
}

const PLAIN: ScalarAnalysis = {
  wanted: 'plain',
  isMultiline: false,
  plainAllowed: true,
  singleAllowed: true,
  literalAllowed: true,
};

/** Whether a text without quotes would be read as something else than text, now or by others. */
function isResolved(text: string): boolean {
  if (typeof resolvePlain(text) !== 'string') return true;
  return /^[-+\d]/.test(text) && (isTimestamp(text) || BASE_60.test(text) || OCTAL.test(text));
}
