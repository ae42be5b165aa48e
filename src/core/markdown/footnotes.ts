/** A footnote: the name in its brackets, and the Markdown that it says. */
export interface Footnote {
  name: string;
  text: string;
}

/** A text without its footnotes, and the footnotes by their names in lower case. */
export interface WithoutFootnotes {
  text: string;
  notes: ReadonlyMap<string, Footnote>;
}

const DEFINITION = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*(.*)$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const INDENTED = /^(?: {4}|\t)/;

/**
 * Takes the definitions of footnotes (`[^1]: words`) out of a text, line by line, so that this
 * takes no longer than reading it. What follows a definition belongs to it up to an empty line, and
 * after that as long as it is indented. Definitions in quotes and lists stay where they are.
 *
 * GitHub's Markdown has footnotes, its specification doesn't: this follows cmark-gfm (`blocks.c`).
 */
export function takeFootnotes(text: string): WithoutFootnotes {
  const notes = new Map<string, Footnote>();
  if (!text.includes('[^')) return { text, notes };
  const kept: string[] = [];
  let note: { name: string; lines: string[] } | undefined;
  let fence = '';
  const end = () => {
    if (note && !notes.has(note.name.toLowerCase())) {
      notes.set(note.name.toLowerCase(), { name: note.name, text: note.lines.join('\n').trim() });
    }
    note = undefined;
  };
  for (const line of text.split('\n')) {
    const [, name, first = ''] = (!fence && DEFINITION.exec(line)) || [];
    const afterEmpty = note?.lines.at(-1)?.trim() === '';
    if (name !== undefined) {
      end();
      note = { name, lines: [first] };
      kept.push('');
    } else if (note && (INDENTED.test(line) || line.trim() === '' || !afterEmpty)) {
      note.lines.push(line.replace(INDENTED, ''));
    } else {
      end();
      fence = fenceAfter(fence, line);
      kept.push(line);
    }
  }
  end();
  return { text: kept.join('\n'), notes };
}

/** The fence of code that is open after a line: one closes with at least as many of its marks. */
function fenceAfter(open: string, line: string): string {
  const found = FENCE.exec(line)?.[1];
  if (found === undefined) return open;
  if (open === '') return found;
  return found.startsWith(open) && line.trim() === found ? '' : open;
}
