import type { ChartroomError, ErrorCode, ErrorDetails, ReferenceFault } from '../core/errors.ts';
import { archiveFault, illegalPath } from './archive.ts';
import { whatIs } from './artifacts.ts';
import { checkFault } from './checking.ts';
import { dependencyFault } from './dependencies.ts';
import { keepsTags, tagsHeld } from './held-tags.ts';
import { keyFault, provenanceFault } from './provenance.ts';
import { layoutInvalid } from './layout.ts';
import { manifestFault } from './manifest.ts';
import { proxyRefusal, siteUnreachable } from './proxy.ts';
import { protocolWords } from './protocol.ts';
import { askedOf, registryAnswer, withStatus } from './registry.ts';
import { cutShort, notAllowed, rateLimited, refused, unanswered } from './requests.ts';
import type { Side } from './sides.ts';
import { count, formatSize } from './units.ts';
import { fieldName, IGNORE_FAULTS, metadataFault, yamlFault, isOurLimit } from './yaml.ts';

/** An error as a person reads it: what happened, on whose side, and what to do next. */
export interface ErrorWords {
  side: Side;
  what: string;
  /** Values too long for a sentence, each under a name. */
  facts?: Record<string, string> | undefined;
  next: string;
}

const REFERENCE: Record<ReferenceFault, string> = {
  empty: 'There is no reference yet',
  scheme: 'A reference starts with the registry’s host, or with oci://',
  'no-registry': 'The registry’s host is missing',
  'no-path': 'After the registry’s host the chart’s path is missing',
  registry: 'The part before the first slash isn’t a host, or a host with a port',
  repository:
    'The path may hold lower-case letters and digits, with . _ - between them and / between parts',
  'upper-case': 'Registries take only lower-case letters in the path',
  tag: 'A tag is letters, digits, . _ - and at most 128 of them',
  'no-tag': 'A push needs a tag: the registry works out the digest',
  digest: 'A digest is sha256: and 64 hexadecimal digits',
};

const EXAMPLE = 'It looks like localhost:5000/mychart:2.7.1, or ghcr.io/you/charts/mychart:2.7.1.';
const AGAIN = 'Download it again, or have it made again.';
const TAMPERED =
  'Nothing was kept. Try again; if it happens again, the registry or something on the way alters its answers.';

type Words = { [C in ErrorCode]: (data: ErrorDetails[C]) => ErrorWords };

/** The words of every code. A code without an entry here doesn't compile. */
const WORDS: Words = {
  'folder.no-chart': ({ folder }) => ({
    side: 'chart',
    what: `There is no Chart.yaml in ${folder || 'what was chosen'}, nor in any folder inside it.`,
    next: 'Choose the folder that holds Chart.yaml, a folder of such folders, or a packed chart (.tgz).',
  }),
  'file.unreadable': ({ path }) => ({
    side: 'browser',
    what: `${path} can’t be read: it changed or went away after it was chosen, or you may not read it.`,
    next: 'Choose the folder or file again. If that doesn’t help, check that you may read it.',
  }),
  'file.changed': ({ path }) => ({
    side: 'browser',
    what: `${path} changed after the folder was chosen.`,
    next: 'Read the folder again, so that what is packed is what is on disk now.',
  }),
  'chart.yaml-missing': ({ chart, misnamed }) =>
    misnamed !== undefined
      ? {
          side: 'chart',
          what: `${chart} has no Chart.yaml: the file is called ${misnamed}.`,
          next: 'Rename it to Chart.yaml, the only name that Helm knows.',
        }
      : chart
        ? {
            side: 'chart',
            what: `${chart} has no Chart.yaml left to pack.`,
            next: 'If the file is there, a rule in .helmignore removes it: take that rule out.',
          }
        : {
            side: 'archive',
            what: 'The archive has no Chart.yaml where Helm looks for one: in the folder at its top.',
            next: 'Have it made by helm package, or choose the chart’s folder. An archive that tar made of ./name has it a folder too deep for Helm.',
          },
  'chart.yaml-invalid': ({ path, line, column, ...fault }) => ({
    side: 'chart',
    what: `${path}, line ${line}, column ${column}: ${yamlFault(fault)}.`,
    next: isOurLimit(fault)
      ? 'Helm may read it: use helm package and helm push.'
      : 'Correct that line, then read the folder again.',
  }),
  'chart.metadata-invalid': ({ path, line, ...fault }) => ({
    side: 'chart',
    what: `${path}${line === undefined ? '' : `, line ${line}`}: ${fieldName(fault)}: ${metadataFault(fault)}.`,
    next: 'Correct it, then read the folder again.',
  }),
  'chart.version-invalid': ({ version }) => ({
    side: 'chart',
    what: version
      ? `The chart’s version, ${version}, is not a semantic version.`
      : 'The chart has no version.',
    next: 'Give Chart.yaml a version such as 1.2.3 or 1.2.3-beta.1, then read the folder again.',
  }),
  'version.constraint-invalid': ({ constraint }) => ({
    side: 'reference',
    what: `${constraint} is neither a version nor a constraint that Helm reads.`,
    next: 'Give a version such as 1.2.3, or a constraint such as ^1.2, ~1.2.3 or >=1 <2.',
  }),
  'version.none-fits': ({ repository, range, offered }) => ({
    side: 'registry',
    what: range
      ? `No version in ${repository} is within ${range}.${offered ? ` The highest there: ${offered.join(', ')}.` : ''}`
      : `${repository} holds no release: no tag that is a version, such as 1.2.3.`,
    next: 'Name a tag, such as latest. Pre-releases count only where the range names one: >0.0.0-0.',
  }),
  'version.unproven': ({ repository, range, found }) => ({
    side: 'registry',
    what: `${repository} may hold more tags than this page can list, so ${range ? `the highest version within ${range}` : 'the newest release'} isn’t known. ${found === undefined ? 'None of those listed will do' : `The highest of those listed is ${found}`}.`,
    next: 'Name the version that you want. The list is whole through this site’s proxy, or where the registry lets this page read the header Link.',
  }),
  'chart.ignore-invalid': ({ line, pattern, reason }) => ({
    side: 'chart',
    what: `.helmignore, line ${line}: the rule ${pattern} can’t be used: ${IGNORE_FAULTS[reason]}.`,
    next: 'Helm refuses it too. Correct or remove the rule, then read the folder again.',
  }),
  'dependency.unreachable': ({ name, repository, reason }) => ({
    side: 'chart',
    ...dependencyFault(reason, name, repository),
  }),
  'dependency.other-chart': ({ name, found }) => ({
    side: 'chart',
    what: `The chart that is there is called ${found}, not ${name}.`,
    next: 'Helm goes by the name in Chart.yaml: correct the dependency’s name or its repository.',
  }),
  'lock.outdated': ({ lock }) => ({
    side: 'chart',
    what: `${lock} is out of step with what the chart declares, so helm dependency build refuses it.`,
    next: 'Update dependencies looks for the highest versions anew and writes another lock, as helm dependency update does.',
  }),
  'index.invalid': ({ url, line, ...fault }) => ({
    side: 'registry',
    what: `${url}, line ${line}: ${yamlFault(fault)}.`,
    next: 'The maintainer of this chart repository can make the index again: helm repo index.',
  }),
  'index.no-chart': ({ url, name }) => ({
    side: 'registry',
    what: `The chart repository ${url} has no chart ${name}.`,
    next: 'Correct the name or the address of the repository, in Chart.yaml if it is a dependency.',
  }),
  'index.closed': ({ url }) => ({
    side: 'registry',
    what: `${url} is shown only after a sign-in. Chart repositories are read without one here.`,
    next: 'Helm can sign in: helm pull --repo with --username and --password. The .tgz that it gets can be chosen under Publish.',
  }),
  'index.other-chart': ({ url, listed, found }) => ({
    side: 'registry',
    what: `${url} is ${found}, though the index lists it as ${listed}.`,
    next: 'The maintainer of this chart repository can make the index again: helm repo index.',
  }),
  'chart.has-errors': ({ errors }) => ({
    side: 'chart',
    what: `The checks found ${count(errors, 'error')} in this chart; nothing was sent.`,
    next: 'Correct what the findings name, then read it again. Push anyway sends it as it is.',
  }),
  'chart.unchecked': (fault) => ({
    side: 'chart',
    what: `Not all of the chart could be checked: ${checkFault(fault)}. Nothing was sent.`,
    next: 'Run helm lint in its folder to have it checked. Push anyway sends it as it is.',
  }),
  'archive.not-gzip': ({ name }) => ({
    side: 'archive',
    what: `${name ?? 'This file'} is not a gzip-compressed archive.`,
    next: 'Choose a .tgz as helm package makes it, or the chart’s folder.',
  }),
  'archive.damaged': (fault) => ({
    side: 'archive',
    what: `The archive is damaged${fault.offset === undefined ? '' : ` at byte ${fault.offset}`}: ${archiveFault(fault)}.`,
    next: AGAIN,
  }),
  'archive.too-large': ({ limit, path }) => ({
    side: 'archive',
    what: `${path ?? 'The chart'} is larger than ${formatSize(limit)}, the most that Helm accepts.`,
    next: 'Keep large files out of the chart: .helmignore leaves out what the chart doesn’t need.',
  }),
  'content.too-large': ({ name, limit }) => ({
    side: 'browser',
    what: `What is stored there is larger than ${formatSize(limit)}, the most that this page fetches of its kind.`,
    facts: { 'Not fetched': name },
    next: 'Charts are far smaller: look at what it is first. Tools such as oras and crane copy artifacts of any size.',
  }),
  'archive.too-many-files': ({ limit }) => ({
    side: 'archive',
    what: `The archive lists more than ${limit} files.`,
    next: 'A chart has a few hundred at most. Check that this is the right archive.',
  }),
  'layout.invalid': (fault) => ({ side: 'archive', ...layoutInvalid(fault) }),
  'archive.path-illegal': (data) => ({ side: 'archive', ...illegalPath(data) }),
  'provenance.invalid': ({ reason }) => ({
    side: 'archive',
    what: `The .prov isn’t a provenance file: ${provenanceFault(reason)}.`,
    next: 'Ask for the file as helm package --sign made it. As it is, helm verify refuses it.',
  }),
  'provenance.alone': ({ file, archive }) => ({
    side: 'archive',
    what: `${file} was chosen without ${archive}, the archive it belongs to.`,
    next: `Choose both together. They are matched by name: ${archive} and ${file}.`,
  }),
  'key.unreadable': ({ name, reason }) => ({
    side: 'browser',
    ...keyFault(name, reason),
  }),
  'signature.unavailable': () => ({
    side: 'browser',
    what: 'This browser offers no cryptography to pages that are loaded over plain http.',
    next: 'Open this site by https, or as localhost; helm verify checks the signature as well.',
  }),
  'reference.invalid': ({ reference, reason }) => ({
    side: 'reference',
    what: `${REFERENCE[reason]}${reference.trim() ? `: ${reference.trim()}` : ''}.`,
    next: EXAMPLE,
  }),
  'registry.unreachable': (facts) => ({ side: 'connection', ...unanswered(facts) }),
  'registry.cut-short': (facts) => ({ side: 'connection', ...cutShort(facts) }),
  'registry.offline': ({ registry }) => ({
    side: 'connection',
    what: `There is no network, so ${registry} can’t be reached.`,
    next: 'Nothing typed or chosen is lost. Once the network is back, press Go on.',
  }),
  'registry.not-allowed': (facts) => ({ side: 'connection', ...notAllowed(facts) }),
  'registry.cors': (facts) => ({
    side: 'registry',
    what: `${askedOf(facts)} answers, but doesn’t let this page read its answers (CORS).`,
    next: 'Put it behind this site’s proxy, or set its CORS headers: its connection check has the settings for both.',
  }),
  'proxy.refused': (facts) => ({ side: 'site', ...proxyRefusal(facts) }),
  'registry.refused': (facts) => ({ side: 'registry', ...refused(facts) }),
  'registry.keeps-all': (facts) => ({
    side: 'registry',
    what: withStatus(`${facts.registry} deletes nothing: deletion is switched off there`, facts),
    next: 'Distribution: storage.delete.enabled: true in its configuration. Hosted registries often delete only on their own web site.',
  }),
  'registry.keeps-tags': (facts) => ({ side: 'registry', ...keepsTags(facts) }),
  'registry.rate-limited': (facts) => ({ side: 'registry', ...rateLimited(facts) }),
  'registry.protocol': (facts) => ({ side: 'registry', ...protocolWords(facts) }),
  'auth.required': (facts) => ({
    side: 'registry',
    what: `${facts.registry} asks who you are.`,
    next: ['Sign in to it, or use a registry that needs no sign-in.', registryAnswer(facts)]
      .join(' ')
      .trimEnd(),
  }),
  'auth.denied': (facts) => ({
    side: 'registry',
    what: withStatus(`${facts.registry} doesn’t allow this`, facts),
    next:
      registryAnswer(facts) ||
      'Check that the repository is right, and that your account may do this there.',
  }),
  'auth.rejected': (facts) => ({
    side: 'registry',
    what: withStatus(`${facts.registry} doesn’t accept this user name and password`, facts),
    next: [
      registryAnswer(facts),
      'Check both. Many registries take an access token in place of the password.',
    ]
      .join(' ')
      .trimStart(),
  }),
  'auth.realm-untrusted': (facts) => ({
    side: 'registry',
    what: `${facts.registry} wants the sign-in sent to another host, ${facts.realm}. It was not sent.`,
    next: 'Go on only if you know that this host belongs to the registry.',
  }),
  'tag.not-found': ({ reference }) => ({
    side: 'registry',
    what: `There is nothing at ${reference}.`,
    next: 'Check the path and the tag; a chart’s tag is usually its version.',
  }),
  'blob.not-found': ({ digest }) => ({
    side: 'registry',
    what: 'A part of this chart is missing there.',
    facts: { Digest: digest },
    next: 'It was pushed incompletely or cleaned away. Push the chart again.',
  }),
  'tag.differs': ({ reference, existing, pushed }) => ({
    side: 'registry',
    what: `${reference} holds other content.`,
    facts: { 'There now': existing, 'Would replace it': pushed },
    next: 'Raise the chart’s version or use another tag. Push anyway to replace what is there.',
  }),
  'tags.held': (data) => ({ side: 'registry', ...tagsHeld(data) }),
  'version.lower': ({ reference, version, higher }) => ({
    side: 'registry',
    what: `A higher version is there: ${higher}. ${reference} would hold ${version}.`,
    next: 'Raise the chart’s version above it. Push anyway if an older line of versions is meant.',
  }),
  'digest.mismatch': ({ expected, actual }) => ({
    side: 'registry',
    what: 'The content that came is not what was asked for.',
    facts: { Expected: expected, Came: actual },
    next: TAMPERED,
  }),
  'manifest.stored-otherwise': ({ reference, pushed, stored }) => ({
    side: 'registry',
    what: `The registry took the manifest for ${reference}, and stored something else.`,
    facts: { Pushed: pushed, Stored: stored ?? 'under a digest that it doesn’t tell' },
    next: 'That name now stands for something that isn’t this chart: delete it, or push again over it. The registry, or something on the way to it, alters manifests.',
  }),
  'size.mismatch': ({ digest, expected, actual }) => ({
    side: 'registry',
    what: `The content that came is ${actual} bytes long, and should be ${expected}.`,
    facts: { Digest: digest },
    next: TAMPERED,
  }),
  'manifest.invalid': (fault) => ({
    side: 'registry',
    what: `The manifest can’t be used: ${manifestFault(fault)}.`,
    next: 'It breaks the OCI format. Push the chart again with a tool that keeps to it.',
  }),
  'manifest.not-chart': ({ found }) => ({
    side: 'reference',
    what: `This isn’t a Helm chart: it is ${whatIs(found)}.`,
    facts: found.length > 0 ? { 'Media types': found.join('\n') } : undefined,
    next: 'Pull it with a tool for such artifacts, or check the reference.',
  }),
  'digest.unsupported': ({ digest }) => ({
    side: 'registry',
    what: 'A digest uses an algorithm that can’t be verified.',
    facts: { Digest: digest },
    next: 'Only sha256 and sha512 are in use; push the artifact again with one of them.',
  }),
  'site.unreachable': (answer) => ({ side: 'site', ...siteUnreachable(answer) }),
  'page.incomplete': () => ({
    side: 'browser',
    what: 'A part of this page did not load: there is no network, or the site has been updated since.',
    next: 'Nothing typed or chosen is lost: press Go on once the network is back. If that doesn’t help, reload the page.',
  }),
  'storage.full': () => ({
    side: 'browser',
    what: 'The browser has no room left for this chart.',
    next: 'Remove charts from the library, or free disk space. Pushing and pulling still work.',
  }),
  'storage.refused': ({ words }) => ({
    side: 'browser',
    what: `The browser doesn’t let this page keep anything: ${words}.`,
    next: 'A private window or its settings may forbid it. Pushing and pulling still work.',
  }),
  'storage.damaged': ({ path }) => ({
    side: 'browser',
    what: `What was kept can’t be read back as it was written: ${path}.`,
    next: 'Remove this chart from the library, then pull or pack it again.',
  }),
  'work.unfinished': (fault) => ({
    side: 'browser',
    what: `This could not be worked through: ${checkFault(fault)}.`,
    next: 'Content like this may be made to keep a page busy: don’t use it unless you know who made it.',
  }),
  aborted: () => ({
    side: 'browser',
    what: 'Cancelled.',
    next: 'Nothing that a tag names has changed. Start again whenever you like.',
  }),
  internal: ({ message }) => ({
    side: 'us',
    what: `A fault of ours: ${message}`,
    next: 'Reload the page and try again. If it comes back, please report it with its details.',
  }),
};

/** An error in words. */
export function errorWords<C extends ErrorCode>(error: ChartroomError<C>): ErrorWords {
  return WORDS[error.code](error.data);
}
