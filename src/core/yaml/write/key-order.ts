/** Which of the two libraries under Helm writes: sigs.k8s.io/yaml has yaml.v2, `toYamlPretty` yaml.v3. */
export type YamlLibrary = 2 | 3;

/**
 * The order in which the keys of a map are written (`sorter.go`): as a person orders them, so that
 * `a2` stands before `a10`, and what is no letter before letters. After equal digits yaml.v3 has
 * letters first.
 */
export function compareKeys(a: string, b: string, library: YamlLibrary): number {
  if (isWord(a) && isWord(b)) return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [[...a], [...b]];
  let afterDigit = false;
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i] as string, right[i] as string];
    if (x === y) {
      afterDigit = isDigit(x);
      continue;
    }
    const [isXLetter, isYLetter] = [isLetter(x), isLetter(y)];
    if (isXLetter && isYLetter) return compareCodes(x, y);
    if (isXLetter || isYLetter) {
      const lettersFirst = library === 3 && afterDigit;
      return isXLetter === lettersFirst ? -1 : 1;
    }
    return compareNumbers(left, right, i) || compareCodes(x, y);
  }
  return left.length - right.length;
}

/** Compares the digits from `at` on as numbers; leading zeros count where nothing else differs. */
function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  const lead = hasDigitBefore(left, at) && (left[at] === '0' || right[at] === '0') ? 1n : 0n;
  const [x, y] = [numberAt(left, at, lead), numberAt(right, at, lead)];
  if (x.value !== y.value) return x.value < y.value ? -1 : 1;
  return x.end - y.end;
}

/** Whether there is a digit other than 0 in the digits right before a place. */
function hasDigitBefore(text: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && isDigit(text[i] as string); i--) if (text[i] !== '0') return true;
  return false;
}

/** The number whose digits begin at a place; it overflows as Go's int64 does. */
function numberAt(
  text: readonly string[],
  at: number,
  lead: bigint,
): { value: bigint; end: number } {
  let value = lead;
  let end = at;
  for (; end < text.length && isDigit(text[end] as string); end++) {
    const digit = ((text[end] as string).codePointAt(0) as number) - 0x30;
    value = BigInt.asIntN(64, value * 10n + BigInt(digit));
  }
  return { value, end };
}

/** Most keys: letters of ASCII alone, which are in the order of their codes. */
function isWord(text: string): boolean {
  return /^[A-Za-z]+$/.test(text);
}

function isLetter(character: string): boolean {
  return /^\p{L}/u.test(character);
}

function isDigit(character: string): boolean {
  return /^\p{Nd}/u.test(character);
}

function compareCodes(x: string, y: string): number {
  return (x.codePointAt(0) as number) - (y.codePointAt(0) as number);
}
