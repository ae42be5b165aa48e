import type { FindingArgs, FindingCode } from '../core/lint/codes.ts';
import type { Finding } from '../core/lint/finding.ts';
import { looseEnd } from './archive.ts';
import { checkFault } from './checking.ts';
import { chartFault } from './chart-faults.ts';
import { FILE_WORDS } from './file-findings.ts';
import {
  mayBeLink,
  ONLY_HELM_4,
  NOT_LOADED,
  type FindingWords,
  type Origin,
  type WordsOf,
} from './finding-words.ts';
import { provenanceFault } from './provenance.ts';
import { SCHEMA_WORDS } from './schema.ts';
import { RENDERED_WORDS } from './rendered-findings.ts';
import { TEMPLATE_WORDS } from './template-findings.ts';
import { formatSize } from './units.ts';
import { laterDocument, onlyHelm3 } from './yaml.ts';

const ADDRESS = 'Helm’s lint counts it as an error, and sites that list charts show it as a link.';
const QUOTE =
  'Without quotes YAML reads it as something else than text, and what it becomes may surprise: 1.10 turns into 1.1.';
const UNVERIFIED = 'It is pushed as it is, and helm pull --verify then refuses the chart.';
/** Who stops at values of a subchart that are no map. */
const NO_MAP: Record<FindingArgs['values.subchart-no-map']['refused'], string> = {
  'by-both': 'helm install and helm template refuse the chart: a type mismatch.',
  3: 'helm install and helm template of Helm 3 refuse the chart: a type mismatch. Helm 4 takes it.',
  4: 'helm install and helm template of Helm 4 refuse the chart: a type mismatch. Helm 3 takes it.',
  dependents: 'A chart that depends on this one can’t be installed: Helm stops at a type mismatch.',
};

/** The words of every rule. A rule without an entry here doesn't compile. */
const WORDS: WordsOf<FindingCode> = {
  'chart.yaml-missing': ({ misnamed }) => ({
    what: `There is no Chart.yaml${misnamed ? `: the file is called ${misnamed}` : ''}.`,
    why: NOT_LOADED,
    next: misnamed
      ? 'Rename it to Chart.yaml.'
      : 'Add a Chart.yaml with apiVersion, name and version.',
  }),
  'chart.yaml-ignored': ({ pattern }) => ({
    what: `The rule ${pattern} in .helmignore leaves Chart.yaml out.`,
    why: 'Helm makes no exception for Chart.yaml, and without it there is no chart.',
    next: pattern.startsWith('!')
      ? 'Remove the rule: in .helmignore an exclamation mark ignores everything that does not match.'
      : 'Make the rule narrower, so that it doesn’t match Chart.yaml.',
  }),
  'chart.yaml-unreadable': ({ fault }) => ({
    what: `The file can’t be read: ${chartFault(fault)}.`,
    why: NOT_LOADED,
    next: 'Correct the line that is named.',
  }),
  'chart.key-unknown': ({ key }) => ({
    what: `Helm doesn’t know the key ${key}.`,
    why: `Helm drops its value without a word. ${ONLY_HELM_4}`,
    next: 'Look for a spelling mistake. Data of your own belongs under annotations.',
  }),
  'chart.key-repeated': ({ key }) => ({
    what: `The key ${key} is there more than once.`,
    why: `Only the last one counts. ${ONLY_HELM_4}`,
    next: 'Keep one of them.',
  }),
  'chart.name-missing': () => ({
    what: 'The chart has no name.',
    why: NOT_LOADED,
    next: 'Add a name, in lower-case letters, digits and hyphens.',
  }),
  'chart.name-invalid': ({ name }) => ({
    what: `${name} can’t be a chart’s name.`,
    why: 'The name becomes a folder, so it can hold no slash, and can’t be . or ..',
    next: 'Use lower-case letters, digits and hyphens.',
  }),
  'chart.name-not-oci': ({ name }) => ({
    what: `No registry takes ${name} as the name of a repository.`,
    why: 'helm push makes the chart’s name the last part of the repository, where only lower-case letters and digits may be, with . _ - between them.',
    next: 'Rename the chart, or push it to a repository with another name; helm push itself can’t do that.',
  }),
  'chart.api-version-missing': () => ({
    what: 'There is no apiVersion.',
    why: 'Helm’s lint counts it as an error, though Helm itself takes the chart for one of version v1.',
    next: 'Add apiVersion: v2.',
  }),
  'chart.api-version-invalid': ({ apiVersion }) => ({
    what: `The apiVersion ${apiVersion} is neither v1 nor v2.`,
    why: 'Helm 4 doesn’t load such a chart. Helm 3 does, but its lint counts it as an error.',
    next: 'Write apiVersion: v2.',
  }),
  'chart.version-missing': () => ({
    what: 'The chart has no version.',
    why: NOT_LOADED,
    next: 'Add a version such as 0.1.0.',
  }),
  'chart.version-not-text': ({ version }) => ({
    what: `The version is not text; Helm reads it as “${version}”.`,
    why: QUOTE,
    next: 'Put it in quotes, or give it three parts, such as 1.10.0.',
  }),
  'chart.version-invalid': ({ version }) => ({
    what: `${version} is not a semantic version.`,
    why: NOT_LOADED,
    next: 'Write it as 1.2.3 or 1.2.3-beta.1.',
  }),
  'chart.version-zero': ({ version }) => ({
    what: `The version ${version} is the lowest there can be.`,
    why: 'Helm’s lint wants one above 0.0.0-0: no constraint would ever choose this one.',
    next: 'Begin with 0.1.0.',
  }),
  'chart.version-prefixed': ({ version }) => ({
    what: `The version ${version} starts with a v.`,
    why: 'Helm finds only strict semantic versions in a registry: this chart can be pulled by this very version, but no range will ever choose it. Helm 4’s lint warns of it, Helm 3’s doesn’t.',
    next: `Write ${version.slice(1)}.`,
  }),
  'chart.version-not-strict': ({ version }) => ({
    what: `${version} is a version that Helm puts up with, but not a strict semantic one.`,
    why: 'Helm finds only strict semantic versions in a registry: this chart can be pulled by this very version, but no range will ever choose it. Helm 4’s lint warns of it, Helm 3’s doesn’t.',
    next: 'Write it with three numbers and without leading zeros, such as 1.2.3.',
  }),
  'chart.version-not-tag': ({ length }) => ({
    what: `The version is ${length} characters long.`,
    why: 'In a registry the version becomes the tag, and a tag has at most 128 characters.',
    next: 'Shorten what is after the - or the +.',
  }),
  'chart.app-version-not-text': ({ appVersion }) => ({
    what: appVersion
      ? `The appVersion is not text; Helm reads it as “${appVersion}”.`
      : 'The appVersion is empty.',
    why: QUOTE,
    next: appVersion ? 'Put it in quotes.' : 'Give it a value in quotes, or remove the line.',
  }),
  'chart.maintainer-empty': () => ({
    what: 'An entry of maintainers is empty.',
    why: NOT_LOADED,
    next: 'Remove it, or give it a name.',
  }),
  'chart.maintainer-unnamed': () => ({
    what: 'A maintainer has no name.',
    why: 'Helm’s lint counts it as an error.',
    next: 'Add a name.',
  }),
  'chart.maintainer-email': ({ email, name }) => ({
    what: `${email}, of the maintainer ${name}, isn’t an e-mail address.`,
    why: 'Helm’s lint counts it as an error.',
    next: 'Write it as jane@example.com, without a name or brackets around it.',
  }),
  'chart.maintainer-url': ({ url, name }) => ({
    what: `${url}, of the maintainer ${name}, isn’t a web address.`,
    why: ADDRESS,
    next: 'Write it as https://example.com/jane.',
  }),
  'chart.source-invalid': ({ source }) => ({
    what: source ? `The source ${source} is not a full URL.` : 'An entry of sources is empty.',
    why: ADDRESS,
    next: 'Write it with its scheme, such as https://example.com/charts.',
  }),
  'chart.icon-missing': () => ({
    what: 'The chart has no icon.',
    why: 'Sites that list charts show it. Helm recommends one.',
    next: 'Add icon: with the URL of an SVG or PNG image, if you have one.',
  }),
  'chart.icon-invalid': ({ icon }) => ({
    what: `The icon ${icon} is not a full URL.`,
    why: ADDRESS,
    next: 'Write it with its scheme, such as https://example.com/icon.svg.',
  }),
  'chart.type-invalid': ({ type }) => ({
    what: `There is no type ${type}.`,
    why: NOT_LOADED,
    next: 'Write application or library, or leave the line out for an application.',
  }),
  'chart.type-needs-v2': () => ({
    what: 'Only charts with apiVersion: v2 have a type.',
    why: 'Helm’s lint counts it as an error.',
    next: 'Write apiVersion: v2, which every Helm since 3.0 takes, or remove the type.',
  }),
  'chart.dependencies-need-v2': () => ({
    what: 'Only charts with apiVersion: v2 declare their dependencies in Chart.yaml.',
    why: 'Helm’s lint counts it as an error, and helm package drops them.',
    next: 'Write apiVersion: v2, or move the list into requirements.yaml.',
  }),
  'chart.kube-version-invalid': ({ kubeVersion }) => ({
    what: `The kubeVersion ${kubeVersion} isn’t a version constraint.`,
    why: 'Helm says so only when somebody installs the chart: it then fits no cluster at all.',
    next: 'Write it as >=1.25.0-0; with -0 it takes the versions of cloud providers too.',
  }),
  'chart.annotation-overrides': ({ key, field }) => ({
    what: `The annotation ${key} takes the place of the chart’s ${field} in the registry.`,
    why: `Helm makes that manifest annotation of ${field}, then copies the chart’s own annotations over it.`,
    next: 'Remove the annotation, unless that is what you want.',
  }),
  'chart.annotation-dropped': ({ key }) => ({
    what: `The annotation ${key} will not reach the registry.`,
    why: 'Helm always fills it with the chart’s own name or version.',
    next: 'Remove it.',
  }),
  'chart.over-size-limit': ({ size, limit }) => ({
    what: `The chart’s files are ${formatSize(size)} together.`,
    why: `Helm refuses a chart that unpacks to ${formatSize(limit)} or more.`,
    next: 'Leave out with .helmignore what the chart doesn’t need.',
  }),

  'dependency.empty': () => ({
    what: 'An entry of dependencies is empty.',
    why: NOT_LOADED,
    next: 'Remove it, or give it a name, a version and a repository.',
  }),
  'dependency.alias-invalid': ({ name, alias }) => ({
    what: `${alias} can’t be the alias of ${name}.`,
    why: NOT_LOADED,
    next: 'Use only letters, digits, hyphens and underscores.',
  }),
  'dependency.duplicate': ({ name }) => ({
    what: `More than one dependency has the name or alias ${name}.`,
    why: NOT_LOADED,
    next: 'Give one of them an alias of its own.',
  }),
  'dependency.version-invalid': ({ name, version }) => ({
    what: version
      ? `${version}, the version of the dependency ${name}, isn’t a version constraint.`
      : `The dependency ${name} has no version.`,
    why: 'helm dependency update and build stop at it.',
    next: 'Write it as 1.2.3, ^1.2, ~1.2.3 or >=1 <2.',
  }),
  'dependency.missing': ({ name, leftOut }, origin) => ({
    what: leftOut
      ? `The dependency ${name} is at ${leftOut.path}, but the rule ${leftOut.pattern} in .helmignore leaves it out.`
      : `The dependency ${name} is not in charts/.`,
    why: `helm package refuses to pack the chart, and helm install to install it.${leftOut ? '' : mayBeLink('what is in charts/', origin)}`,
    next: leftOut
      ? 'Make the rule narrower, so that it doesn’t match what is in charts/; helm package goes by it too.'
      : 'Where you publish the chart, Fetch missing dependencies puts it there; so does helm dependency build in its folder.',
  }),
  'dependency.undeclared': ({ name }) => ({
    what: `The chart ${name} is in charts/, but not among the dependencies.`,
    why: 'Helm’s lint counts it as an error. It is installed all the same.',
    next: 'Declare it under dependencies, or remove it from charts/.',
  }),
  'dependency.version-mismatch': ({ name, declared, found }) => ({
    what: `charts/ holds ${name} ${found}, but ${declared} is declared.`,
    why: 'Helm installs the one that is there, and passes over the alias that is declared for the other.',
    next: 'Run helm dependency update in the chart’s folder, then read the folder again.',
  }),
  'dependency.ambiguous': ({ name, paths }) => ({
    what: `charts/ holds ${name} more than once: ${paths}.`,
    why: 'Helm takes one of them at random, or the values of one and the templates of the other; helm package puts them all into one folder.',
    next: 'Keep one of them. To have several, declare each with an alias and with a version that fits no other.',
  }),
  'dependency.subchart-unreadable': ({ fault }) => ({
    what: `This is in charts/, but can’t be read as a chart: ${chartFault(fault)}.`,
    why: 'Helm takes everything in charts/ for a chart, unless its name starts with . or _, and refuses the whole if one isn’t.',
    next: 'Move it elsewhere, or leave it out with .helmignore.',
  }),
  'lock.unreadable': ({ fault }) => ({
    what: `The lock file can’t be read: ${chartFault(fault)}.`,
    why: NOT_LOADED,
    next: 'Run helm dependency update, which writes it anew.',
  }),
  'lock.outdated': ({ lock, chart }) => ({
    what: `${lock} doesn’t belong to the dependencies that ${chart} declares now.`,
    why: 'helm dependency build refuses it, and what is in charts/ may be something else than what is declared.',
    next: 'Where you publish the chart, Update dependencies writes it anew; so does helm dependency update in its folder.',
  }),

  'values.missing': ({ leftOut }, origin) => ({
    what: leftOut
      ? `The rule ${leftOut.pattern} in .helmignore leaves values.yaml out.`
      : 'There is no values.yaml.',
    why: `The chart works without it, but nobody sees what can be set.${leftOut ? '' : mayBeLink('it', origin)}`,
    next: leftOut
      ? 'Make the rule narrower, so that it doesn’t match values.yaml.'
      : 'Add one with the defaults, even if it is empty.',
  }),
  'values.unreadable': ({ fault }) => ({
    what: `values.yaml can’t be read: ${chartFault(fault)}.`,
    why: NOT_LOADED,
    next: 'Correct the line that is named.',
  }),
  'values.documents': ({ documents }) => ({
    what: `values.yaml holds ${documents} YAML documents.`,
    why: 'Helm 3 reads the first and passes over the others; Helm 4 merges them all.',
    next: 'Put all values into one document.',
  }),
  'values.document-unreadable': laterDocument,
  'values.only-helm-3': onlyHelm3,
  'values.subchart-no-map': ({ name, refused }) => ({
    what: `The values of the subchart ${name} are not a map.`,
    why: NO_MAP[refused],
    next: `Set what is meant for it below ${name}:, or rename the value.`,
  }),
  ...SCHEMA_WORDS,

  ...TEMPLATE_WORDS,
  ...RENDERED_WORDS,

  'crds.not-folder': () => ({
    what: 'crds is a file, not a folder.',
    why: `It installs nothing. ${ONLY_HELM_4}`,
    next: 'Make it a folder with the CRDs in it, or give the file another name.',
  }),
  'crd.unreadable': ({ fault }) => ({
    what: `This can’t be read as YAML: ${chartFault(fault)}.`,
    why: 'helm install stops at it. What is in crds/ is installed as it is, never as a template. Helm 4’s lint says so, Helm 3’s doesn’t.',
    next: 'Correct it, or move it to templates/ if it is a template.',
  }),
  'crd.api-version': ({ apiVersion }) => ({
    what: apiVersion
      ? `The apiVersion ${apiVersion} is not one of apiextensions.k8s.io.`
      : 'An object in crds/ has no apiVersion.',
    why: `The folder crds/ is for CustomResourceDefinitions: Helm never changes or removes what it installs from there. ${ONLY_HELM_4}`,
    next: 'Move it to templates/.',
  }),
  'crd.kind': ({ kind }) => ({
    what: kind ? `A ${kind} is not a CustomResourceDefinition.` : 'An object in crds/ has no kind.',
    why: `The folder crds/ is for CustomResourceDefinitions: Helm never changes or removes what it installs from there. ${ONLY_HELM_4}`,
    next: 'Move it to templates/.',
  }),

  'archive.loose-end': looseEnd,
  ...FILE_WORDS,

  'checks.unfinished': (fault) => ({
    what: `Not all of the chart could be checked: ${checkFault(fault)}.`,
    why: 'What Helm would say of the rest, nobody knows here.',
    next: 'Run helm lint in the chart’s folder. Don’t use the chart unless you know who made it.',
  }),

  'provenance.unreadable': ({ reason }) => ({
    what: `The .prov isn’t a provenance file: ${provenanceFault(reason)}.`,
    why: UNVERIFIED,
    next: 'Choose the .prov that helm package --sign made, or the archive alone.',
  }),
  'provenance.archive-differs': ({ archive }) => ({
    what: `The .prov belongs to another ${archive}: it states another digest than this one has.`,
    why: UNVERIFIED,
    next: 'Choose the archive and the .prov that were made together, or sign the chart again.',
  }),
  'provenance.archive-not-listed': ({ archive, listed }) => ({
    what: `The .prov doesn’t list ${archive}, but ${listed || 'no file at all'}.`,
    why: `Helm pulls the chart under the name ${archive}, whatever it was called before. ${UNVERIFIED}`,
    next: 'Choose the .prov that was made for this archive, or sign the chart again under that name.',
  }),
  'provenance.metadata-differs': ({ fields }) => ({
    what: `The .prov states other metadata than Chart.yaml has: ${fields}.`,
    why: 'Helm doesn’t compare them, but helm package --sign never writes such a file.',
    next: 'Have the chart signed again by helm package --sign.',
  }),
};

/**
 * The words for a finding about a chart from a folder or an archive; they speak of its path and
 * line only where those don't say enough.
 */
export function findingWords<C extends FindingCode>(
  { code, args }: Finding<C>,
  origin: Origin,
): FindingWords {
  return WORDS[code](args, origin);
}
