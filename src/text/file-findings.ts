import type { FindingCode } from '../core/lint/codes.ts';
import { repeatedFile } from './archive.ts';
import { NOT_LOADED, type WordsOf } from './finding-words.ts';
import { count, formatSize } from './units.ts';
import { IGNORE_FAULTS } from './yaml.ts';

/** The words of the rules about .helmignore and about files, whatever is in them. */
export const FILE_WORDS: WordsOf<Extract<FindingCode, `ignore.${string}` | `file.${string}`>> = {
  'ignore.refused': ({ pattern, reason }) => ({
    what: `The rule ${pattern} can’t be used: ${IGNORE_FAULTS[reason]}.`,
    why: NOT_LOADED,
    next: 'Correct or remove it. The other checks pass over it.',
  }),
  'ignore.negation': ({ pattern }) => ({
    what: `The rule ${pattern} ignores everything that does not match it.`,
    why: 'In .helmignore an exclamation mark doesn’t bring anything back, as it does in .gitignore: it turns the rule around.',
    next: `Remove the rule, and name what is to be ignored so that it doesn’t match ${pattern.slice(1)}.`,
  }),
  'ignore.repository-packed': ({ folder, files }) => ({
    what: `${folder} is about to be packed, ${count(files, 'file')}.`,
    why: 'It holds the whole history of the repository, with whatever was ever in it. Nothing is ignored by itself.',
    next: `Add the line ${folder.split('/').at(-2)}/ to .helmignore.`,
  }),
  'file.repeated': repeatedFile,
  'file.name-turned': ({ count: signs, sign }) => ({
    what: `The name of the file has ${count(signs, 'character')} that ${signs === 1 ? 'turns' : 'turn'} the direction of writing (${sign}).`,
    why: 'So a name can look like another one. Here such characters are shown as signs.',
    next: 'Rename the file.',
  }),
  'file.text-turned': ({ count: signs, sign }) => ({
    what: `The file has ${count(signs, 'character')} that ${signs === 1 ? 'turns' : 'turn'} the direction of writing, ${sign} first.`,
    why: 'So a text can look like another one (“Trojan Source”, CVE-2021-42574). Here such characters are shown as signs.',
    next: `Remove them. In a value that needs them write an escape in double quotes: "\\u${sign.slice(2)}".`,
  }),
  'file.over-helm-3-limit': ({ size, limit }) => ({
    what: `The file is ${formatSize(size)}.`,
    why: `Helm 3.17.3 to 3.22 refuse a chart with a file above ${formatSize(limit)}; Helm 4.3 takes it.`,
    next: 'Leave it out with .helmignore, or split it.',
  }),
};
