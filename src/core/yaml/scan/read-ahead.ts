import type { YamlFault } from '../../errors.ts';
import { BYTE_ORDER_MARK } from './characters.ts';

/** The encodings that yaml.v2 tells apart, all but the first by their byte order mark. */
export type YamlEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The first place of a text that yaml.v2's reader refuses. */
export interface BrokenPlace {
  offset: number;
  /** How many bytes are taken together there. */
  width: number;
  /** Whether the file ends within them, which is known only when more is read. */
  isCut: boolean;
  fault: YamlFault;
  /** yaml.v2's words, where the fault alone doesn't tell them. */
  problem?: string;
}

/** yaml.v2 decodes this many bytes at a time (`yamlprivateh.go`, input_raw_buffer_size). */
const PIECE = 512;

/**
 * How far yaml.v2 has read ahead of its scanner (`readerc.go`, yaml_parser_update_buffer). It
 * decodes pieces of 512 bytes, so a broken character behind the first document makes it refuse the
 * file only if it lies in a piece that the document needed. It also compares with a byte order mark
 * the beginning of its buffer instead of the current place, so where a mark counts as nothing
 * depends on the pieces too.
 */
export class ReadAhead {
  readonly #text: string;
  readonly #encoding: YamlEncoding;
  readonly #broken: BrokenPlace | undefined;
  /** The offset that the buffer begins at. */
  #begin = 0;
  /** The offset behind what has been decoded; behind the text it counts the zeros read there. */
  #end = 0;
  /** The bytes of the byte order mark in the next piece. */
  #mark: number;

  constructor(text: string, encoding: YamlEncoding, mark: number, broken?: BrokenPlace) {
    this.#text = text;
    this.#encoding = encoding;
    this.#mark = mark;
    this.#broken = broken;
  }

  /** Decodes until there are `count` characters from `offset` on, or the text ends. */
  need(offset: number, count: number): BrokenPlace | undefined {
    if (this.#end - offset >= count) return undefined;
    this.#begin = offset;
    while (this.#end - offset < count) {
      if (this.#end >= this.#text.length) {
        this.#end++;
        break;
      }
      const end = this.#pieceEnd();
      if (end === undefined) return this.#broken;
      this.#end = end;
    }
    return undefined;
  }

  get beginsWithMark(): boolean {
    return this.#text.charCodeAt(this.#begin) === BYTE_ORDER_MARK;
  }

  /** Where the piece from `#end` on ends; undefined if the broken place is in it. */
  #pieceEnd(): number | undefined {
    let at = this.#end;
    let bytes = this.#mark;
    this.#mark = 0;
    while (at < this.#text.length) {
      const broken = this.#broken?.offset === at ? this.#broken : undefined;
      const character = this.#text.codePointAt(at) ?? 0;
      bytes += broken?.width ?? characterLength(character, this.#encoding);
      if (bytes > PIECE || (broken?.isCut && at > this.#end)) break;
      if (broken) return undefined;
      at += character > 0xffff ? 2 : 1;
    }
    return at;
  }
}

/** How many bytes a character takes. */
export function characterLength(character: number, encoding: YamlEncoding): number {
  if (encoding !== 'utf-8') return character > 0xffff ? 4 : 2;
  if (character < 0x80) return 1;
  if (character < 0x800) return 2;
  return character < 0x10000 ? 3 : 4;
}
