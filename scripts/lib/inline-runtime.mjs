/** The bundler's own functions, in a few bytes, in each file that uses them. */

/** What the bundler calls the file that it makes of them. */
const NAME = 'rolldown-runtime';

/**
 * Puts the code of that file in place of its imports: it would be a request of its own on every
 * page, and one more in every worker.
 *
 * @returns {import('rolldown').Plugin}
 */
export function inlineRuntime() {
  return {
    name: 'inline-runtime',
    generateBundle: {
      // Before Vite lists what each file needs.
      order: 'pre',
      handler(_, bundle) {
        const runtime = Object.values(bundle).find(({ name }) => name === NAME);
        if (runtime?.type !== 'chunk') return;
        const { fileName } = runtime;
        const parts = /^([^]*?)export *\{([^}]*)\};?\s*$/.exec(runtime.code);
        if (!parts) throw new Error(`${fileName} does not end with its exports`);
        const [, code = '', exported = ''] = parts;
        const made = `(()=>{${code}return{${properties(exported, 'last')}}})()`;
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || !chunk.imports.includes(fileName)) continue;
          const file = fileName.replace(/^.*\//, '').replaceAll('.', '\\.');
          const use = new RegExp(`import *\\{([^}]*)\\} *from *"\\./${file}";`);
          chunk.code = chunk.code.replace(
            use,
            (_, names) => `const{${properties(names, 'first')}}=${made};`,
          );
          if (chunk.code.includes(fileName)) throw new Error(`${chunk.fileName} needs ${fileName}`);
          chunk.imports = chunk.imports.filter((name) => name !== fileName);
        }
        Reflect.deleteProperty(bundle, fileName);
      },
    },
  };
}

/**
 * The names of an import or export list as properties: in `a as b` the outer name is the first in
 * an import, and the last in an export.
 */
function properties(/** @type {string} */ list, /** @type {'first' | 'last'} */ outer) {
  const pairs = list.split(',').map((item) => item.trim().split(' as '));
  return pairs
    .map(([first = '', last = first]) => (outer === 'first' ? [first, last] : [last, first]))
    .map(([name, local]) => `${name}:${local}`)
    .join(',');
}
