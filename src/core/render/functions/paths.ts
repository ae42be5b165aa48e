/** Paths in templates (Go's `path`); on Linux those of the system are the same. */
import { fixed } from '../../go/template/function.ts';
import type { GoFunction } from '../../go/value.ts';

const [base, dir, clean, ext] = [baseOf, dirOf, cleanPath, extensionOf].map((change) =>
  fixed(['string'], change),
) as [GoFunction, GoFunction, GoFunction, GoFunction];
const isAbs = fixed(['string'], (path) => path.startsWith('/'));

export const pathFunctions: Record<string, GoFunction> = {
  ...{ base, dir, clean, ext, isAbs },
  ...{ osBase: base, osDir: dir, osClean: clean, osExt: ext, osIsAbs: isAbs },
};

function baseOf(path: string): string {
  if (path === '') return '.';
  const bare = path.replace(/\/+$/, '');
  return bare === '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
}

function dirOf(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}

/** `path.Clean`: without `.`, `..` and repeated slashes, as far as that goes. */
function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isRooted) kept.push(part);
  }
  const joined = kept.join('/');
  return isRooted ? `/${joined}` : joined || '.';
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}
