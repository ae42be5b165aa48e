/** Text that shells read as it is, wherever it stands. */
const PLAIN = /^[\w@%+=:,./][\w@%+=:,./-]*$/;

/** A word of a command for a POSIX shell, in quotes where the shell would read it otherwise. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The name of a file here as a word of a command: it is no option, and leads to no other folder. */
export function shellPath(name: string): string {
  const here = name.replaceAll('/', '_');
  return shellWord(here.startsWith('-') ? `./${here}` : here);
}
