/**
 * Checks the source against the tables of docs/architecture.md with dependency-cruiser: imports of
 * code and of types, static and by `import()`.
 */
import { cruise } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyAsTypeScript } from './plain-copy.mjs';
import { readRooms } from './tables.mjs';

/** @typedef {import('./tables.mjs').Room} Room */
/** @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule */

/** Entry points: a file that can't be reached from one of these is unused. */
const BEGINNINGS = [
  'src/main.ts',
  'src/ahead-of-app.ts',
  'src/worker/service-worker.ts',
  'src/core/render/command.ts',
];

/** Every forbidden import in the source below `root`, one line each. */
export async function findBreaches(/** @type {string} */ root) {
  const rooms = readRooms(readFileSync(join(root, 'docs/architecture.md'), 'utf8'));
  mkdirSync(join(root, '.chartroom'), { recursive: true });
  const copy = mkdtempSync(join(root, '.chartroom/walls-'));
  try {
    copyAsTypeScript(join(root, 'src'), join(copy, 'src'));
    const { output } = await cruise(
      ['src'],
      {
        baseDir: copy,
        tsPreCompilationDeps: true,
        doNotFollow: { path: 'node_modules' },
        validate: true,
        ruleSet: { forbidden: [...rooms.flatMap(rulesOf), ...HOUSE_RULES] },
      },
      {
        extensions: ['.ts', '.d.ts', '.js', '.mjs'],
        exportsFields: ['exports'],
        conditionNames: ['types', 'svelte', 'import', 'default'],
      },
    );
    if (typeof output === 'string') throw new Error(output);
    return [
      ...unlisted(root, rooms),
      ...circular(rooms),
      ...output.summary.violations.map(told),
    ].sort();
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/**
 * The rules for a room: it may import only the rooms and packages that it names.
 * @returns {Rule[]}
 */
function rulesOf(/** @type {Room} */ { path, inside, imports, packages }) {
  const from = { path: pattern([path]) };
  /** @type {Rule} */
  const others = {
    name: `docs/architecture.md doesn't let ${path} import that`,
    severity: 'error',
    from,
    to: { path: pattern([inside]), pathNot: pattern([path, ...imports]) },
  };
  if (!packages) return [others];
  const known = packages.map((name) => `node_modules/${escape(name)}/`);
  return [
    others,
    {
      name: `docs/architecture.md doesn't let ${path} use that package`,
      severity: 'error',
      from,
      to: { path: 'node_modules/', ...(known.length > 0 && { pathNot: known }) },
    },
  ];
}

/** @type {Rule[]} */
const HOUSE_RULES = [
  {
    name: 'a circle',
    severity: 'error',
    // A component may contain itself, as a tree does.
    from: { path: '^(.+)$' },
    to: { circular: true, pathNot: '^$1$' },
  },
  {
    name: 'unused: no page, service worker or command leads here',
    severity: 'error',
    from: { path: pattern(BEGINNINGS) },
    to: { path: '^src/.+(?<!\\.d)\\.ts$', pathNot: pattern(BEGINNINGS), reachable: false },
  },
  {
    name: 'the app has no such file, and npm brought no such package',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "a page has none of Node's modules",
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['core'] },
  },
];

/** Rooms that the tables don't name, and names in the tables that don't exist. */
function unlisted(/** @type {string} */ root, /** @type {Room[]} */ rooms) {
  const listed = new Set(rooms.map(({ path }) => path));
  const present = [...new Set(rooms.map(({ inside }) => inside))].flatMap((inside) =>
    readdirSync(join(root, inside), { withFileTypes: true })
      .filter(({ name }) => !/\.test\.ts$|\.d\.ts$|\.json$/.test(name))
      .map((entry) => inside + entry.name + (entry.isDirectory() ? '/' : '')),
  );
  return [
    ...present
      .filter((path) => !listed.has(path))
      .map((path) => `${path}: docs/architecture.md has no line for it`),
    ...[...listed]
      .filter((path) => !present.includes(path))
      .map((path) => `${path}: docs/architecture.md names it, but it isn't there`),
  ];
}

/** Rooms that import themselves indirectly according to the tables. */
function circular(/** @type {Room[]} */ rooms) {
  const importsOf = new Map(rooms.map(({ path, imports }) => [path, imports]));
  const reached = (/** @type {string} */ path, /** @type {Set<string>} */ seen) => {
    for (const other of importsOf.get(path) ?? []) {
      if (!seen.has(other)) reached(other, seen.add(other));
    }
    return seen;
  };
  return rooms
    .filter(({ path }) => reached(path, new Set()).has(path))
    .map(({ path }) => `${path}: docs/architecture.md leads from it back to it`);
}

/** The text of a violation, with the file names of the source instead of the copy. */
function told(/** @type {import('dependency-cruiser').IViolation} */ { from, to, rule, cycle }) {
  const way = cycle?.map(({ name }) => name) ?? [to];
  const steps = from === to ? [to] : [from, ...way];
  const shown = steps.map((path) =>
    path.replace(/^.*node_modules\//, '').replace(/\.svelte\.ts$/, '.svelte'),
  );
  return `${shown.join(' → ')}: ${rule.name}`;
}

/** A regular expression for the paths of rooms, and of components in the copy. */
function pattern(/** @type {string[]} */ paths) {
  const any = paths.map((path) =>
    path.endsWith('/') ? escape(path) : `${escape(path)}(?:\\.ts)?$`,
  );
  return `^(?:${any.join('|')})`;
}

function escape(/** @type {string} */ text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

if (process.argv[1] === import.meta.filename) {
  const breaches = await findBreaches(process.cwd());
  console.log(breaches.join('\n'));
  if (breaches.length > 0) process.exitCode = 1;
}
