import type { FindingCode, LeftOut } from '../core/lint/codes.ts';
import {
  mayBeLink,
  ONLY_HELM_4,
  type FindingWords,
  type Origin,
  type WordsOf,
} from './finding-words.ts';
import type { RENDERED_WORDS } from './rendered-findings.ts';

/** How to begin with what is to be done about a file that isn't there. */
const CORRECT: Record<Origin, string> = {
  folder: 'Put a real file in place of the link, correct',
  archive: 'Correct',
};

const NO_TEMPLATES = 'A chart without them installs only what is in crds/ and charts/.';
const IF_MEANT = 'If the chart is meant to have none, do nothing; else';

/** What is said of templates that are there, and left out by a rule. */
function templatesLeftOut({ path, pattern, isOfHelm }: LeftOut): FindingWords {
  return {
    what: isOfHelm
      ? `There are no templates: Helm leaves ${path} out, as all in templates/ whose name begins with a dot.`
      : `There are no templates: the rule ${pattern} in .helmignore leaves ${path} out.`,
    why: `${NO_TEMPLATES} Neither Helm says so, since the folder is there.`,
    next: `${IF_MEANT} ${isOfHelm ? 'add them' : 'make the rule narrower'}.`,
  };
}

/** The words of the rules about templates as they are written. */
export const TEMPLATE_WORDS: WordsOf<
  Exclude<Extract<FindingCode, `template${'' | 's'}.${string}`>, keyof typeof RENDERED_WORDS>
> = {
  'templates.missing': ({ leftOut }, origin) =>
    leftOut
      ? templatesLeftOut(leftOut)
      : {
          what: 'There are no templates.',
          why: `${NO_TEMPLATES} ${ONLY_HELM_4}${mayBeLink('templates', origin)}`,
          next: `${IF_MEANT} add them to the folder templates.`,
        },
  'templates.not-folder': () => ({
    what: 'templates is a file, not a folder.',
    why: 'There is nothing to install. Helm 4’s lint counts it as an error, Helm 3’s warns.',
    next: 'Make it a folder with the templates in it.',
  }),
  'template.unparsable': ({ words, isOfHelm3 }) => ({
    what: isOfHelm3
      ? `Helm 3 can’t read the template: ${words}.`
      : `Helm can’t read the template: ${words}.`,
    why: isOfHelm3
      ? 'Helm 4 has the function. With Helm 3 nobody can install the chart.'
      : 'helm package takes it, but helm install stops at it, and Helm’s lint counts it as an error.',
    next: 'Correct the line that is named.',
  }),
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
