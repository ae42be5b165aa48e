/**
 * How Go's encoding/json pairs the keys of an object with the fields of a struct: by the same text,
 * otherwise by Unicode's simple case folding (`Layers`, `layerſ`). If a field occurs twice, spelled
 * alike or not, the second value is decoded into the first, and parts of both remain. `JSON.parse`
 * takes keys as they are spelled and the last value, so the two can read different content from one
 * document.
 */

import { parseJson } from '../json.ts';

/** The fields of a struct that matter here. */
export interface GoStruct {
  /** The struct that each field holds, alone or in a list, if it holds one. */
  readonly fields: ReadonlyMap<string, GoStruct | undefined>;
  /** The fields by their names as `foldKey` writes them. */
  readonly folded: ReadonlyMap<string, string>;
}

/**
 * The struct with these fields; undefined for a field whose value isn't a struct or isn't
 * inspected.
 */
export function goStruct(fields: Record<string, GoStruct | undefined>): GoStruct {
  const names = Object.keys(fields);
  return {
    fields: new Map(Object.entries(fields)),
    folded: new Map(names.map((name) => [foldKey(name), name])),
  };
}

/**
 * Folds all keys that Go reads into one field to the same text. Field names are ASCII, and besides
 * capitals only two characters fold to ASCII letters: long s and the Kelvin sign (Unicode,
 * CaseFolding.txt).
 */
export function foldKey(key: string): string {
  return key.replace(/[A-Z\u017f\u212a]/g, (letter) => FOLDED[letter] ?? letter.toLowerCase());
}

const FOLDED: Record<string, string> = { '\u017f': 's', '\u212a': 'k' };

/** A key that Go may read as a field, although it is spelled differently or isn't the only one. */
export interface AmbiguousKey {
  key: string;
  field: string;
}

/** An object that is read into a struct, or the list of such objects. */
interface Level {
  /** Undefined for a list. */
  struct: GoStruct | undefined;
  /** The fields seen so far. */
  seen: string[];
  /** The struct that the next object is read into. */
  next: GoStruct | undefined;
}

/**
 * The first key in `json` that could make Go read something else into `struct` than a reader that
 * takes keys as they are spelled and the last value of each. Undefined for text that isn't JSON.
 */
export function ambiguousKey(json: string, struct: GoStruct | undefined): AmbiguousKey | undefined {
  let level: Level = { struct: undefined, seen: [], next: struct };
  const above: Level[] = [];
  /** The number of open objects and lists that aren't read into a struct. */
  let passedOver = 0;
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case '"': {
        const end = closingQuote(json, at);
        if (passedOver === 0 && level.struct && isKey(json, end)) {
          const ambiguous = enter(level, level.struct, textOf(json.slice(at, end + 1)));
          if (ambiguous) return ambiguous;
        }
        at = end;
        break;
      }
      case '{':
      case '[': {
        const isList = json[at] === '[';
        if (passedOver > 0 || !level.next || (isList && !level.struct)) {
          passedOver++;
          break;
        }
        above.push(level);
        level = isList
          ? { struct: undefined, seen: [], next: level.next }
          : { struct: level.next, seen: [], next: undefined };
        break;
      }
      case '}':
      case ']':
        if (passedOver > 0) passedOver--;
        else level = above.pop() ?? level;
    }
  }
  return undefined;
}

/** Records a key of an object that is read into `struct`, and the struct of its value. */
function enter(level: Level, struct: GoStruct, key: string): AmbiguousKey | undefined {
  level.next = struct.fields.get(key);
  const field = struct.fields.has(key) ? key : struct.folded.get(foldKey(key));
  if (field === undefined) return undefined;
  if (key !== field || level.seen.includes(key)) return { key, field };
  level.seen.push(key);
  return undefined;
}

/** Only keys are followed by a colon. */
function isKey(json: string, closingQuote: number): boolean {
  COLON.lastIndex = closingQuote + 1;
  return COLON.test(json);
}

const COLON = /\s*:/y;

function closingQuote(json: string, opening: number): number {
  let at = opening + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}

/** The text of a JSON string. */
function textOf(quoted: string): string {
  return quoted.includes('\\') ? String(parseJson(quoted)) : quoted.slice(1, -1);
}
