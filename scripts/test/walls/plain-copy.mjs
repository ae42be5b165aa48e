/**
 * A copy of the source in which each Svelte component is replaced by the TypeScript that it
 * contains: dependency-cruiser reads a component after Svelte has compiled it, which removes type
 * imports.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';

/** Copies the folder `from`, without its tests. `X.svelte` becomes `X.svelte.ts`. */
export function copyAsTypeScript(/** @type {string} */ from, /** @type {string} */ to) {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.svelte')) continue;
    const path = join(to, name);
    writeFileSync(`${path}.ts`, scriptOf(readFileSync(path, 'utf8')));
    rmSync(path);
  }
}

/** A component's scripts, and the `import()`s of its markup. */
function scriptOf(/** @type {string} */ source) {
  const { module, instance, fragment } = parse(source, { modern: true });
  const cut = (/** @type {{ start: number, end: number }} */ { start, end }) =>
    source.slice(start, end);
  const scripts = [module, instance].flatMap((script) => {
    // Svelte's types lack the positions.
    const content = /** @type {{ start: number, end: number } | undefined} */ (
      /** @type {unknown} */ (script?.content)
    );
    return content ? [cut(content)] : [];
  });
  /** @type {string[]} */
  const imports = [];
  JSON.stringify(fragment, (_, node) => {
    if (node?.type === 'ImportExpression') imports.push(`${cut(node)};`);
    return node;
  });
  return [...scripts, ...imports].join('\n');
}
