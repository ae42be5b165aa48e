/** What a comparison of two charts says, in words: one line, and Markdown for a changelog. */
import type {
  Change,
  Comparison,
  Course,
  DependencyFacts,
  FileChange,
  FilePart,
  ImageChange,
  SizedKind,
} from '../core/diff/comparison.ts';
import type { NoLines } from '../core/diff/text.ts';
import { shownName } from './signs.ts';
import { count, grouped } from './units.ts';

/** Each change in a word. */
export const CHANGE_NAMES = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  renamed: 'Renamed',
  comment: 'Comment',
  same: 'The same',
} as const;

/** A change of a version in a word: `Up`, where it is known which way it went. */
export function changeName(state: Change | 'same', course: Course | undefined): string {
  if (course) return course === 'up' ? 'Up' : 'Down';
  return CHANGE_NAMES[state];
}

export const NO_LINES: Record<NoLines, string> = {
  binary: 'Not text: the bytes differ.',
  'too-long': 'Too long to compare by line: more than 4 MB or 60,000 lines.',
  encoding: 'The bytes differ in a way that text doesn’t show: it isn’t UTF-8.',
};

export const COARSE =
  'Some parts are too different to be matched line by line: each stands here as removed and added.';

/** What is said where two charts hold the same. */
export const NOTHING_DIFFERS = 'Nothing differs: both hold the same files.';

/** `3 values changed, 1 removed; 2 templates; 1 dependency up`, or that nothing differs. */
export function comparisonSummary(comparison: Comparison): string {
  const { fields, values, files, dependencies, images, subcharts, same } = comparison;
  if (same) return NOTHING_DIFFERS;
  const app = fields.find(({ field }) => field === 'appVersion');
  const others = fields.filter(({ field }) => field !== 'version' && field !== 'appVersion').length;
  const known = new Set(
    dependencies.flatMap(({ name, state }) => (state === 'same' ? [] : [name])),
  );
  const unknown = subcharts.filter(
    ({ before, after }) => !known.has((after ?? before)?.name ?? ''),
  );
  const parts = [
    app &&
      `app version ${shownName(app.before ?? 'none', 60)} → ${shownName(app.after ?? 'none', 60)}`,
    others > 0 && `${count(others, 'field')} of Chart.yaml`,
    tally(values.changes, 'value', 'values', values.isCut),
    files.some(({ part }) => part === 'values') && values.changes.length === 0 && 'values as text',
    ...PARTS.map(([part, one, many]) =>
      tally(
        files.filter((file) => file.part === part),
        one,
        many,
      ),
    ),
    tally(dependencies, 'dependency', 'dependencies'),
    tally(images, 'image', 'images'),
    tally(unknown, 'subchart', 'subcharts'),
  ].filter((words) => typeof words === 'string' && words !== '');
  return parts.length > 0 ? parts.join('; ') : 'Only the version differs';
}

/** The parts that files are counted by, and what they are called. */
const PARTS: [FilePart, string, string][] = [
  ['templates', 'template', 'templates'],
  ['crds', 'CRD file', 'CRD files'],
  ['other', 'other file', 'other files'],
];

/** The order in which changes are told. */
const TOLD = ['changed', 'up', 'down', 'added', 'removed', 'renamed', 'comment'] as const;

/** `3 values changed, 1 removed`; nothing where nothing differs. `2 templates` have changed. */
function tally(
  changes: readonly { state: keyof typeof CHANGE_NAMES; course?: Course | undefined }[],
  one: string,
  many: string,
  isCut = false,
): string {
  const counts = new Map<string, number>();
  for (const { state, course } of changes) {
    if (state === 'same') continue;
    const kind = course ?? state;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const told = TOLD.filter((kind) => counts.has(kind));
  const words = told.map((kind, i) => {
    const number = counts.get(kind) ?? 0;
    if (kind === 'comment')
      return i === 0
        ? count(number, `comment of ${one}s`, `comments of ${many}`)
        : count(number, 'comment');
    const counted = i === 0 ? count(number, one, many) : grouped(number);
    return told.length === 1 && kind === 'changed' && one !== 'value'
      ? counted
      : `${counted} ${kind}`;
  });
  return `${isCut && words.length > 0 ? 'at least ' : ''}${words.join(', ')}`;
}

/** How many changes of one kind stand in the Markdown. */
const MOST = 60;

/** The comparison as Markdown, for a changelog or a pull request. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { before, after, fields, values, files, dependencies, images } = comparison;
  const names =
    before.name === after.name
      ? [after.name, before.version]
      : [after.name, `${before.name} ${before.version}`];
  const sections = [
    section(
      'Chart.yaml',
      fields,
      ({ field, state, before, after }) => `${code(field)} ${went(state, before, after)}`,
    ),
    section('Values', values.changes, ({ path, state, before, after }) =>
      state === 'comment'
        ? `${code(path)}: comment`
        : `${code(path)} ${went(state, before, after)}`,
    ),
    section(
      'Dependencies',
      dependencies.filter(differs),
      ({ name, state, before, after }) =>
        `${code(name)} ${went(state, factsWords(before), factsWords(after))}`,
    ),
    section(
      'Images',
      images.filter(differs),
      ({ place, state, before, after }) => `${code(place)} ${went(state, before, after)}`,
    ),
    section(
      'Files',
      files.filter(({ part }) => part !== 'chart'),
      (file) => fileMarkdown(file),
    ),
  ];
  const title = `### ${shownName(names[0] ?? '')} ${shownName(names[1] ?? '')} → ${shownName(after.version)}`;
  return [title, comparisonSummary(comparison), ...sections.filter((text) => text !== '')]
    .join('\n\n')
    .concat('\n');
}

function differs<T extends { state: Change | 'same' }>(change: T): change is T & { state: Change } {
  return change.state !== 'same';
}

function section<T>(title: string, changes: readonly T[], words: (change: T) => string): string {
  if (changes.length === 0) return '';
  const lines = changes.slice(0, MOST).map((change) => `- ${words(change)}`);
  if (changes.length > MOST) lines.push(`- and ${grouped(changes.length - MOST)} more`);
  return [`**${title}**`, '', ...lines].join('\n');
}

function went(state: Change, before: string | undefined, after: string | undefined): string {
  if (state === 'added') return after === undefined ? 'added' : `added: ${code(after)}`;
  if (state === 'removed')
    return before === undefined ? 'removed' : `removed (was ${code(before)})`;
  if (before === undefined || after === undefined) return 'changed';
  return `${code(before)} → ${code(after)}`;
}

function fileMarkdown({ state, before, after, lines }: FileChange): string {
  const path = code(after ?? before ?? '');
  const share = lines ? ` (+${lines.added} −${lines.removed})` : '';
  return state === 'renamed'
    ? `${path} renamed from ${code(before ?? '')}${share}`
    : `${path} ${state}${share}`;
}

const LONGEST_CODE = 120;

/** A text as a code span, whatever signs it has. */
function code(text: string): string {
  const shown = shownName(text, LONGEST_CODE);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** A dependency of one side: its exact version where that is known, and its range. */
export function factsWords(facts: DependencyFacts | undefined): string | undefined {
  if (!facts) return undefined;
  const { version, range } = facts;
  if (version === undefined || version === range) return version ?? (range || 'any version');
  return range === '' ? version : `${version} (${range})`;
}

/** What a value is, where its JSON is too long to be shown. */
export function kindWords(kind: SizedKind | undefined): string {
  if (!kind) return '';
  if (kind.kind === 'list') return `a list of ${count(kind.size ?? 0, 'entry', 'entries')}`;
  if (kind.kind === 'map') return `a map with ${count(kind.size ?? 0, 'key')}`;
  return kind.kind === 'string' ? 'a long text' : kind.kind;
}

/** Where an image is named. */
export function imageSource({ from }: Pick<ImageChange, 'from'>): string {
  return from === 'annotation' ? 'annotation' : 'values';
}

export const IMAGES_NOTE =
  'From the annotation artifacthub.io/images and from values that look like images. Templates may put others together, which Rendered objects shows; an image without a tag mostly gets the app version.';

/** `3 lines removed, 12 added`. */
export function linesWords(lines: FileChange['lines']): string {
  if (!lines) return '';
  const { removed, added } = lines;
  if (removed === 0 && added === 0) return 'only the end of the file';
  return [added > 0 && `+${grouped(added)}`, removed > 0 && `−${grouped(removed)}`]
    .filter((words) => typeof words === 'string')
    .join(' ');
}
