/**
 * The classes of characters that yaml.v2 knows (`yamlprivateh.go`), by UTF-16 unit. The text that
 * is scanned ends in `END`, which can't occur within it.
 */
export const END = 0;

export const TAB = 0x09;
export const SPACE = 0x20;
export const LINE_FEED = 0x0a;
export const BYTE_ORDER_MARK = 0xfeff;

const CARRIAGE_RETURN = 0x0d;

export function isBlank(unit: number): boolean {
  return unit === SPACE || unit === TAB;
}

/** LF, CR, NEL, and the line and paragraph separators: YAML 1.1 breaks lines at each of them. */
export function isBreak(unit: number): boolean {
  return (
    unit === LINE_FEED ||
    unit === CARRIAGE_RETURN ||
    unit === 0x85 ||
    unit === 0x2028 ||
    unit === 0x2029
  );
}

export function isBreakOrEnd(unit: number): boolean {
  return unit === END || isBreak(unit);
}

export function isBlankOrEnd(unit: number): boolean {
  return isBlank(unit) || isBreakOrEnd(unit);
}

/** Whether two units are one line break. */
export function isCrLf(first: number, second: number): boolean {
  return first === CARRIAGE_RETURN && second === LINE_FEED;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

export function isHexDigit(unit: number): boolean {
  return isDigit(unit) || (unit >= 0x41 && unit <= 0x46) || (unit >= 0x61 && unit <= 0x66);
}

/** A character of anchors, and of the handles and directives' names. */
export function isWord(unit: number): boolean {
  return (
    isDigit(unit) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    unit === 0x5f ||
    unit === 0x2d
  );
}

/** How many bytes a character of UTF-8 has by its first one; 0 if none begins with it. */
export function utf8Width(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc0) return 0;
  if (byte < 0xe0) return 2;
  if (byte < 0xf0) return 3;
  return byte < 0xf8 ? 4 : 0;
}
