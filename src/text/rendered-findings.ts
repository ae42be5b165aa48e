import type { FindingCode, OfOneHelm } from '../core/lint/codes.ts';
import type { NameRule } from '../core/lint/object-name.ts';
import { chartFault } from './chart-faults.ts';
import type { WordsOf } from './finding-words.ts';
import { checkFault } from './checking.ts';

const AS_ERROR = 'Helm’s lint counts it as an error.';
const WARNS = 'Helm’s lint warns of it.';

const NO_YAML_NEXT = 'Correct the template.';

/** What Kubernetes wants of a name. */
const NAME_RULES: Record<NameRule, string> = {
  subdomain:
    'at most 253 small letters, digits, hyphens and dots, a letter or digit at both ends of each part',
  label: 'at most 63 small letters, digits and hyphens, a letter or digit at both ends',
  service:
    'at most 63 small letters, digits and hyphens, a letter first, a letter or digit at the end',
  path: 'anything but . and .., without / and %',
};

/** A sentence, a blank before it, where only one Helm finds it. */
function onlyBy({ helm }: OfOneHelm): string {
  return helm === undefined ? '' : ` Only Helm ${helm} finds it.`;
}

/** `The Deployment web`, as far as it has a kind and a name. */
function objectName({ kind, name }: { kind: string; name: string }): string {
  return `The ${kind || 'object'}${name && ` ${name}`}`;
}

/** The codes of what templates make, with the chart's own values. */
type Rendered =
  | 'template.failed'
  | 'template.unfinished'
  | 'template.not-yaml'
  | 'template.not-installable'
  | 'template.indent'
  | 'template.object-name'
  | 'template.api-deprecated'
  | 'template.selector-missing'
  | 'template.list-annotation'
  | 'templates.want-values';

/** The words of the rules about what templates make. */
export const RENDERED_WORDS: WordsOf<Extract<FindingCode, Rendered>> = {
  'template.failed': ({ words, helm }) => ({
    what: `With the chart’s own values, rendering fails: ${words.trim()}.`,
    why: `helm install stops at it, and ${AS_ERROR}${onlyBy({ helm })}`,
    next: 'Correct the template, give the value that it lacks a default, or fetch the dependency that defines what it includes.',
  }),
  'template.unfinished': (fault) => ({
    what: `The templates could not be rendered to their end: ${checkFault(fault)}.`,
    why: 'What Helm would say of what they make, nobody knows here. All else is checked.',
    next: 'See whether the template goes round in circles, or run helm lint in the chart’s folder.',
  }),
  'template.not-yaml': ({ fault, helm }) => ({
    what: `What the template makes can’t be read: ${chartFault(fault)}.`,
    why: `helm install stops at it, and ${AS_ERROR}${onlyBy({ helm })}`,
    next: NO_YAML_NEXT,
  }),
  'template.not-installable': ({ fault, helm }) => ({
    what: `What the template makes can’t be read: ${chartFault(fault)}.`,
    why: `helm install and helm template stop at it; Helm’s lint doesn’t look at it.${onlyBy({ helm })}`,
    next: NO_YAML_NEXT,
  }),
  'template.indent': ({ helm }) => ({
    what: 'What the template makes begins with an indented line.',
    why: `Helm takes the blanks away in some places and not in others, so that the lines below may no longer fit. ${WARNS}${onlyBy({ helm })}`,
    next: 'Begin the first line at the margin.',
  }),
  'template.object-name': ({ kind, name, rule, helm }) => ({
    what: name
      ? `Kubernetes takes no ${kind || 'object'} of the name ${name}.`
      : `${objectName({ kind, name })} has no name.`,
    why: `Kubernetes wants ${NAME_RULES[rule]}. ${WARNS}${onlyBy({ helm })}`,
    next: name
      ? 'Correct metadata.name.'
      : 'Give it a metadata.name; an object with generateName may do without.',
  }),
  'template.api-deprecated': ({ apiVersion, kind, since, gone, use, helm }) => ({
    what: `${apiVersion} ${kind} is deprecated since Kubernetes ${since}${gone ? `, and gone since ${gone}` : ''}.`,
    why: `${gone ? 'A cluster that hasn’t got it any more refuses the object. ' : ''}${WARNS}${onlyBy({ helm })}`,
    next: use
      ? `Use ${use}, at least where .Capabilities has it.`
      : 'Look up what takes its place.',
  }),
  'template.selector-missing': ({ helm, ...object }) => ({
    what: `${objectName(object)} has no selector.`,
    why: `Kubernetes refuses it without matchLabels or matchExpressions. ${AS_ERROR}${onlyBy({ helm })}`,
    next: 'Give it a spec.selector that its pods fit.',
  }),
  'template.list-annotation': ({ helm }) => ({
    what: 'An object in a List has the annotation helm.sh/resource-policy.',
    why: `Helm passes over it in a List, so the object is removed all the same. ${AS_ERROR}${onlyBy({ helm })}`,
    next: 'Make each object a document of its own.',
  }),
  'templates.want-values': ({ words, helm }) => ({
    what: `The chart can’t be installed with its own values: ${words}.`,
    why: `It asks for values by required or fail, as it may: Helm’s lint passes over it.${onlyBy({ helm })}`,
    next: 'If that is meant, do nothing; else give the values a default.',
  }),
};
