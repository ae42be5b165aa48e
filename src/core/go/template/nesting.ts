/**
 * Templates within templates: Helm lets them go 1,000 deep and Go 100,000, and the stack of a
 * JavaScript engine may end before that. What lies too deep is left to who runs the templates, and
 * run from an empty stack (`RenderContext`).
 */

/** So many are run on one stack. Chrome gives workers 500 kB, and each may take some of them. */
const MOST_LEVELS = 64;

/** Runs what has no room left: by throwing something, and in another way the next time. */
type MoreRoom = <T>(run: () => T) => T;

/** Takes what a template finds around it as it is now, and returns what puts it back. */
type Keep = () => () => void;

let levels = 0;
let moreRoom: MoreRoom | undefined;
let keep: Keep | undefined;
let changes = 0;

/** Runs a template that another one calls. Those that it calls itself keep the same, if nothing else. */
export function nested<T>(run: () => T, own = keep): T {
  if (levels >= MOST_LEVELS && moreRoom) {
    const putBack = own?.();
    return moreRoom(() => {
      putBack?.();
      return nested(run, own);
    });
  }
  const outer = keep;
  keep = own;
  levels += 1;
  try {
    return run();
  } finally {
    levels -= 1;
    keep = outer;
  }
}

/** Runs something where the stack is empty. */
export function fromEmptyStack<T>(room: MoreRoom, run: () => T): T {
  const outer = { levels, moreRoom };
  [levels, moreRoom] = [0, room];
  try {
    return run();
  } finally {
    ({ levels, moreRoom } = outer);
  }
}

/** Whatever changes a value that templates have says so: what is run twice would change it twice. */
export function change(): void {
  changes += 1;
}

/** How often values have been changed. */
export function changesSoFar(): number {
  return changes;
}
