import type { FindingCode } from '../core/lint/codes.ts';
import { mayBeLink, type Origin, type WordsOf } from './finding-words.ts';

/** How to begin with what is to be done about a file that isn't there. */
const CORRECT: Record<Origin, string> = {
  folder: 'Put a real file in place of the link, correct',
  archive: 'Correct',
};

/** The words of the rules about templates. */
export const TEMPLATE_WORDS: WordsOf<Extract<FindingCode, `template.${string}`>> = {
  'template.extension': ({ extension }) => ({
    what: extension
      ? `Files in templates/ can’t end in ${extension}.`
      : 'Files in templates/ need an extension.',
    why: 'Helm’s lint counts it as an error; only .yaml, .yml, .tpl and .txt are known. Helm renders it all the same.',
    next: 'Rename it, move it out of templates/, or leave it out with .helmignore.',
  }),
  'template.crd-hook': () => ({
    what: 'The hook crd-install belongs to Helm 2.',
    why: 'Later versions pass over it. Helm 3’s lint warns of it, Helm 4’s says nothing.',
    next: 'Move the CRD into the folder crds/.',
  }),
  'template.release-time': () => ({
    what: '.Release.Time belongs to Helm 2.',
    why: 'Later versions don’t have it. Helm 3’s lint counts it as an error, Helm 4’s says nothing.',
    next: 'Use the template function now.',
  }),
  'template.file-absent': ({ file }, origin) => ({
    what: `The template reads ${file}, which isn’t among the files of the chart that it can read.`,
    why: `It reads as empty, without an error.${mayBeLink('it', origin)} A rule in .helmignore may leave the file out, and templates never see Chart.yaml, values.yaml, templates/ or charts/.`,
    next: `${CORRECT[origin]} the name, or the rule.`,
  }),
  'template.name-undefined': ({ name }, origin) => ({
    what: `The template includes ${name}, which nothing in the chart defines.`,
    why: `Where it is rendered, Helm stops with an error.${mayBeLink('the file that should', origin)}`,
    next: `${CORRECT[origin]} the name, or declare the dependency that defines it.`,
  }),
};
