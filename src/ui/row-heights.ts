/**
 * Where the rows of a long list lie, in CSS pixels from its top. Only rows that were drawn have
 * been measured; the others count as high as those are on average.
 */
export class RowHeights {
  readonly #heights: Float64Array;
  /** Where each row begins, and at last where the list ends. */
  readonly #tops: Float64Array;
  #typical: number;
  #measured = 0;
  #sum = 0;
  #settled = false;

  /** For `count` rows, each as high as `typical` until one is measured. */
  constructor(count: number, typical: number) {
    this.#heights = new Float64Array(count);
    this.#tops = new Float64Array(count + 1);
    this.#typical = typical;
  }

  /** How high a row is on average, as far as is known. */
  get typical(): number {
    return this.#measured > 0 ? this.#sum / this.#measured : this.#typical;
  }

  /** The height of all rows. */
  get total(): number {
    return this.top(this.#heights.length);
  }

  /** Where a row begins. */
  top(index: number): number {
    this.#settle();
    return this.#tops[index] ?? 0;
  }

  /** The row that is found at `y`; the first or last one for a place outside the list. */
  at(y: number): number {
    this.#settle();
    let low = 0;
    let high = Math.max(0, this.#heights.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Takes note of how high a row was drawn. */
  measure(index: number, height: number): void {
    const before = this.#heights[index];
    if (before === undefined || before === height) return;
    this.#heights[index] = height;
    this.#sum += height - before;
    if (before === 0) this.#measured++;
    this.#settled = false;
  }

  /** Adding up a hundred thousand heights takes less than a millisecond. */
  #settle(): void {
    if (this.#settled) return;
    const { typical } = this;
    let top = 0;
    this.#heights.forEach((height, index) => {
      this.#tops[index] = top;
      top += height || typical;
    });
    this.#tops[this.#heights.length] = top;
    this.#settled = true;
  }
}
