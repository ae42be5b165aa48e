/** Typing is written into the address when it pauses: Safari allows only some changes a second. */
const PAUSE_MS = 300;

/** A text that a person types and that the address has too, such as what is searched for. */
export class AddressText {
  #typed = $state<string>();
  readonly #read: () => string;
  readonly #write: (text: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `read` says what the address has, `write` puts another text there. */
  constructor(read: () => string, write: (text: string) => void) {
    this.#read = read;
    this.#write = write;
  }

  get value(): string {
    return this.#typed ?? this.#read();
  }

  set value(text: string) {
    this.#typed = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.settle(), PAUSE_MS);
  }

  /** Writes what was typed at once; from then on the address has the say. */
  settle(): void {
    clearTimeout(this.#timer);
    if (this.#typed === undefined) return;
    this.#write(this.#typed);
    this.#typed = undefined;
  }

  /** Forgets what was typed and isn't written yet. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#typed = undefined;
  }
}
