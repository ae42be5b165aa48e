/** JSON pointers (RFC 6901) as texts: `/properties/a~1b`, '' for the whole. */

/** The pointer to a member of what `pointer` points to. */
export function below(pointer: string, ...steps: (string | number)[]): string {
  return [pointer, ...steps.map((step) => escapeStep(String(step)))].join('/');
}

/** The steps of a pointer; undefined if it has a tilde that means nothing. */
export function stepsOf(pointer: string): string[] | undefined {
  if (/~(?![01])/.test(pointer)) return undefined;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The member of a document that a pointer's steps lead to. */
export function follow(root: unknown, steps: readonly string[]): { value: unknown } | undefined {
  let value = root;
  for (const step of steps) {
    // Go reads indices as numbers, so those with a plus or zeros before them are some too.
    const key = Array.isArray(value) && /^\+?\d+$/.test(step) ? String(Number(step)) : step;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return { value };
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
