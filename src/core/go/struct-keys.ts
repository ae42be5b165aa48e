/**
 * How Go's encoding/json pairs the keys of an object with the fields of a struct: by the same
 * text, else by Unicode's simple case folding (`Layers`, `layerſ`). A field that comes twice,
 * spelled alike or not, is read onto what came before: parts of both stay. `JSON.parse` takes
 * other keys and the last value, so of one document the two can read two things.
 */

import { parseJson } from '../json.ts';

/** A struct, for what of it is read. */
export interface GoStruct {
  /** What stands below each field, alone or in a list, if that is a struct too. */
  readonly fields: ReadonlyMap<string, GoStruct | undefined>;
  /** The fields by their names as `foldKey` writes them. */
  readonly folded: ReadonlyMap<string, string>;
}

/** The struct with these fields; undefined stands below those whose parts aren't looked at. */
export function goStruct(fields: Record<string, GoStruct | undefined>): GoStruct {
  const names = Object.keys(fields);
  return {
    fields: new Map(Object.entries(fields)),
    folded: new Map(names.map((name) => [foldKey(name), name])),
  };
}

/**
 * The same text for all keys that are read into one field. Names of fields are ASCII, and beside
 * their capitals only two characters fold to ASCII letters: long s and the Kelvin sign
 * (Unicode, CaseFolding.txt).
 */
export function foldKey(key: string): string {
  return key.replace(/[A-Z\u017f\u212a]/g, (letter) => FOLDED[letter] ?? letter.toLowerCase());
}

const FOLDED: Record<string, string> = { '\u017f': 's', '\u212a': 'k' };

/** A key that may be read as a field, though it is spelled otherwise or isn't the only one. */
export interface AmbiguousKey {
  key: string;
  field: string;
}

/** An object that is read into a struct, or the list of such objects. */
interface Level {
  /** Undefined for a list. */
  struct: GoStruct | undefined;
  /** The fields that have come. */
  seen: string[];
  /** What an object that comes next is read into. */
  next: GoStruct | undefined;
}

/**
 * The first key in `json` by which Go could read into `struct` something else than a reader who
 * takes keys as they are spelled, the last of each. Nothing is said of what isn't JSON.
 */
export function ambiguousKey(json: string, struct: GoStruct | undefined): AmbiguousKey | undefined {
  let level: Level = { struct: undefined, seen: [], next: struct };
  const above: Level[] = [];
  /** Objects and lists that are open and read into no struct. */
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

/** Notes a key of an object that is read into `struct`, and what the key's value is read into. */
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

/** What a string in JSON says. */
function textOf(quoted: string): string {
  return quoted.includes('\\') ? String(parseJson(quoted)) : quoted.slice(1, -1);
}
