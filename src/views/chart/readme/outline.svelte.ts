/** A heading of a README. */
export interface Heading {
  /** The name by which links refer to it. */
  name: string;
  text: string;
  /** As the README has it, from 1 to 6. */
  level: number;
}

/** Contents that are longer than this show fewer levels of headings. */
const MOST_SHOWN = 60;
/** The contents of a README that has more headings of one level than anybody looks through. */
const MOST = 300;

/** The headings of a README that is being shown, and the one that a person is reading. */
export class Outline {
  headings = $state.raw<readonly Heading[]>([]);
  /** The name of the heading that the person has come to. */
  current = $state<string | undefined>();

  /** The headings that the contents show: as many levels as leave them readable. */
  readonly shown = $derived.by(() => {
    // A title alone on its level is what the whole README is called.
    const top = Math.min(...this.headings.map(({ level }) => level));
    const titles = this.headings.filter(({ level }) => level === top).length;
    const all = this.headings.filter(({ level }) => titles > 1 || level > top);
    const upTo = (deepest: number) => all.filter(({ level }) => level <= deepest);
    const levels = [6, 5, 4, 3, 2, 1];
    const fitting = levels.map(upTo).find((some) => some.length > 0 && some.length <= MOST_SHOWN);
    return (fitting ?? levels.map(upTo).findLast((some) => some.length > 0) ?? []).slice(0, MOST);
  });

  /** The one of `shown` that the current heading is, or is a part of. */
  readonly marked = $derived.by(() => {
    const at = this.headings.findIndex(({ name }) => name === this.current);
    const passed = this.headings.slice(0, at + 1);
    return passed.findLast((heading) => this.shown.includes(heading))?.name;
  });
}
