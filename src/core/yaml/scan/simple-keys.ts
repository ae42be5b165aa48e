import { positionOf, type Mark, type Source } from './source.ts';

/** A place where a key without `?` may begin (`scannerc.go`, yaml_simple_key_t). */
interface SimpleKey {
  isPossible: boolean;
  /** In a block at the depth of its keys nothing else may stand there. */
  isRequired: boolean;
  /** The number of the token that it begins with. */
  token: number;
  mark: Mark;
}

/** A key and its colon must stand on one line, no further apart than this. */
const LONGEST_KEY = 1024;

/** The possible keys, one for each depth of brackets. */
export class SimpleKeys {
  readonly #source: Source;
  readonly #keys: SimpleKey[];
  /**
   * The depths of the possible keys by their tokens. As in yaml.v2 the end of a pair of brackets
   * forgets the token it begins with, if nothing in it was a possible key.
   */
  readonly #depths = new Map<number, number>();

  constructor(source: Source) {
    this.#source = source;
    this.#keys = [impossible(0, source.mark)];
  }

  /** Notes that a key may begin here. */
  save(token: number, isRequired: boolean): void {
    this.remove();
    const depth = this.#keys.length - 1;
    this.#keys[depth] = { isPossible: true, isRequired, token, mark: this.#source.mark };
    this.#depths.set(token, depth);
  }

  /** The innermost key will not be followed by a colon. */
  remove(): void {
    const key = this.#innermost;
    if (!key.isPossible) return;
    if (key.isRequired) this.#failFor(key);
    this.#forget(key);
  }

  /** Takes the innermost key, if it may still be one, since its colon was found. */
  take(): { token: number; mark: Mark } | undefined {
    const key = this.#innermost;
    if (!this.#isValid(key)) return undefined;
    this.#forget(key);
    return key;
  }

  /** Whether a token may turn out to begin a key, so that it can't be given away yet. */
  mayBeginWith(token: number): boolean {
    const depth = this.#depths.get(token);
    const key = depth === undefined ? undefined : this.#keys[depth];
    return key !== undefined && this.#isValid(key);
  }

  enter(token: number): void {
    this.#keys.push(impossible(token, this.#source.mark));
  }

  leave(): void {
    const key = this.#keys.pop();
    if (key) this.#depths.delete(key.token);
  }

  get #innermost(): SimpleKey {
    return this.#keys[this.#keys.length - 1] as SimpleKey;
  }

  #isValid(key: SimpleKey): boolean {
    if (!key.isPossible) return false;
    if (key.mark.line === this.#source.line && !this.#isTooLong(key.mark.offset)) return true;
    if (key.isRequired) this.#failFor(key);
    key.isPossible = false;
    return false;
  }

  /** Counts characters, of which some take two units. */
  #isTooLong(begin: number): boolean {
    const { offset, text } = this.#source;
    if (offset - begin <= LONGEST_KEY) return false;
    if (offset - begin > 2 * LONGEST_KEY) return true;
    return Array.from(text.slice(begin, offset)).length > LONGEST_KEY;
  }

  #forget(key: SimpleKey): void {
    key.isPossible = false;
    this.#depths.delete(key.token);
  }

  #failFor(key: SimpleKey): never {
    return this.#source.fail({ reason: 'no-colon' }, positionOf(key.mark));
  }
}

function impossible(token: number, mark: Mark): SimpleKey {
  return { isPossible: false, isRequired: false, token, mark };
}
