import type { ChartTree } from '../chart/tree.ts';
import { finding, type Finding } from './finding.ts';

/**
 * The characters that turn the direction of writing (UAX #9): a text with them can look like another
 * one ("Trojan Source", CVE-2021-42574).
 */
const TURNING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
/** Prose from right to left may need them, but for the two that override what letters say. */
const OVERRIDING = /[\u202D\u202E]/g;
const PROSE = /\.(?:md|txt)$/i;
/** All of them are three bytes that begin so, except U+061C. */
const FIRST_BYTES = [0xe2, 0xd8];
/** A NUL byte among the first bytes means that a file isn't text: git decides so too. */
const LOOKED_AT = 8000;

/** Direction controls in the names of files and in what they hold; one finding for each. */
export function* direction(chart: ChartTree): Iterable<Finding> {
  for (const { path, bytes } of chart.files.values()) {
    const named = signsIn(path, TURNING);
    if (named) yield finding('file.name-turned', { path }, named.signs);
    if (!FIRST_BYTES.some((byte) => bytes.includes(byte))) continue;
    if (bytes.subarray(0, LOOKED_AT).includes(0)) continue;
    const text = new TextDecoder().decode(bytes);
    const found = signsIn(text, PROSE.test(path) ? OVERRIDING : TURNING);
    if (!found) continue;
    const line = text.slice(0, found.at).split('\n').length;
    yield finding('file.text-turned', { path, line }, found.signs);
  }
}

/** The first of the characters in a text and how many there are, without a list of them all. */
function signsIn(text: string, pattern: RegExp) {
  const at = text.search(pattern);
  if (at < 0) return undefined;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const count = text.length - text.replace(pattern, '').length;
  return { at, signs: { count, sign: `U+${code}` } };
}
