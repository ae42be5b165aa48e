/** Reads which folders may import which from the tables of docs/architecture.md. */

/**
 * A folder or a file of the source, with what it may import.
 * @typedef {object} Room
 * @property {string} path below the repository; a folder's ends in `/`
 * @property {string} inside the folder whose other rooms `imports` is about
 * @property {string[]} imports paths of rooms
 * @property {string[] | undefined} packages names of npm packages; missing where another table has them
 */

/** Every room that the document names. */
export function readRooms(/** @type {string} */ document) {
  return [
    ...folders(document, 'src/'),
    ...floors(document, 'src/core/'),
    ...floors(document, 'src/views/'),
  ];
}

/**
 * The folders of `inside`: each row lists everything that the folder imports.
 * @returns {Room[]}
 */
function folders(/** @type {string} */ document, /** @type {string} */ inside) {
  return rowsOf(document, 'Folders', inside).map((row) => ({
    path: inside + name(row['Folder']),
    inside,
    imports: names(row['Imports']).map((other) => inside + other),
    packages: packagesOf(row['Packages']),
  }));
}

/**
 * The rooms of `inside`: each may import the lower floors, and lists what it imports from its own
 * floor.
 * @returns {Room[]}
 */
function floors(/** @type {string} */ document, /** @type {string} */ inside) {
  const rows = rowsOf(document, 'Floors', inside);
  return rows.map((row) => {
    const lower = rows.filter((other) => Number(other['Floor']) < Number(row['Floor']));
    const imports = [
      ...lower.map((other) => name(other['Room'])),
      ...names(row['Of its own floor']),
    ];
    return {
      path: inside + name(row['Room']),
      inside,
      imports: imports.map((other) => inside + other),
      packages: packagesOf(row['Packages']),
    };
  });
}

/** The rows of the table below a heading such as "Floors of `src/core`", by their columns' titles. */
function rowsOf(
  /** @type {string} */ document,
  /** @type {string} */ what,
  /** @type {string} */ inside,
) {
  const heading = `### ${what} of \`${inside.replace(/\/$/, '')}\`\n`;
  const [, below = ''] = document.split(heading);
  const lines = /(?:^\|.*\n)+/m.exec(below)?.[0].trimEnd().split('\n') ?? [];
  const [titles = [], , ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  if (rows.length === 0) throw new Error(`docs/architecture.md has no table "${heading.trim()}"`);
  return rows.map((cells) =>
    Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])),
  );
}

/** The names in a cell that are marked as code. */
function names(/** @type {string | undefined} */ cell = '') {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code);
}

/** The packages in a cell; plain words instead of names refer to another table. */
function packagesOf(/** @type {string | undefined} */ cell) {
  return cell === undefined || /^[^`]+$/.test(cell) ? undefined : names(cell);
}

function name(/** @type {string | undefined} */ cell) {
  const [first] = names(cell);
  if (first === undefined) throw new Error(`docs/architecture.md: "${cell}" names nothing as code`);
  return first;
}
