import type { CarriedOver } from '../core/actions/carry-dependencies.ts';
import type { DependencyReport, DependencyState } from '../core/dependencies/state.ts';
import { dependencySource } from '../core/dependencies/source.ts';
import type { ChartroomError, DependencyFault } from '../core/errors.ts';
import { namesInARow } from './same-tag.ts';
import { count } from './units.ts';

/** Why a dependency isn't even looked for, and what to do. */
export function dependencyFault(
  reason: DependencyFault,
  name: string,
  repository: string,
): { what: string; next: string } {
  switch (reason) {
    case 'charts':
      return {
        what: `${name} names no repository, so it has to be in charts/, and it isn’t.`,
        next: `Put the chart into charts/${name}, then read the folder again.`,
      };
    case 'folder':
      return {
        what: `There is no chart at ${repository} in what was chosen.`,
        next: `Choose a folder that holds both this chart and ${name}.`,
      };
    case 'alias':
      return {
        what: `${repository} is a name that only your own Helm knows: helm repo list says where ${name} is.`,
        next: 'Write the repository’s address into Chart.yaml, or have Helm fetch it.',
      };
    case 'unknown':
      return {
        what: `${repository}, where ${name} should come from, isn’t an address.`,
        next: 'Helm takes https://, oci:// and file:// addresses here: correct it in Chart.yaml.',
      };
  }
}

/** The button that gets what a chart lacks: a lock known to be out of step has to be made anew. */
export function fetchName(report: DependencyReport | undefined): string {
  return report?.lock.state === 'outdated' ? 'Update dependencies' : 'Fetch missing dependencies';
}

/** What a chart lacks, in one line: `2 dependencies missing: radar and foghorn`. */
export function lackingWords(names: readonly string[]): string {
  return `${count(names.length, 'dependency', 'dependencies')} missing: ${namesInARow(names)}`;
}

/** What became of what was fetched, now that the chart's folder was read again. */
export function carriedWords({ kept, lost }: CarriedOver, isIncomplete: boolean): string {
  return [
    ...(kept.length > 0 ? [`Fetched before, and still in the chart: ${kept.join(', ')}.`] : []),
    ...(lost.length > 0 && isIncomplete
      ? [
          `Not in it any longer: ${lost.join(', ')}. What it was fetched for, or from, may have changed since.`,
        ]
      : []),
  ].join(' ');
}

/** What to do where a dependency can't be had from a chart repository of the older kind. */
export function repositoryNext({ code }: ChartroomError): string {
  switch (code) {
    case 'registry.cors':
    case 'registry.not-allowed':
    case 'registry.unreachable':
      return 'A page reaches a chart repository only where the repository (CORS) and this site’s policy let it. Helm is bound by neither: have it fetch the dependency.';
    case 'proxy.refused':
      return 'The error log of this site’s nginx says more. Helm doesn’t need the proxy: it can fetch the dependency instead.';
    default:
      return 'Check the repository’s address in Chart.yaml; Helm asks at the same one.';
  }
}

/** What to say where a page can't read from places that its site's proxy could serve. */
export function unserved(addresses: readonly string[]): {
  what: string;
  facts: Record<string, string>;
  next: string;
} {
  const places = count(addresses.length, 'place');
  return {
    what: `This page can’t read from ${places} that charts come from, and this site’s proxy doesn’t serve ${addresses.length === 1 ? 'it' : 'them'}.`,
    facts: { 'Not served': addresses.join('\n') },
    next: 'Whoever runs this site can add them to $repositories in its nginx.conf, as below. Helm needs no such permission.',
  };
}

/** The line of nginx.conf by which the proxy serves all of these. */
export function repositoriesSetting(addresses: Iterable<string>): string {
  const list = [...new Set(addresses)].map((address) => JSON.stringify(address));
  return `map "" $repositories {\n    default '[${list.join(', ')}]';\n}\n`;
}

/** How a dependency stands, in a few words. */
export function dependencyWords(state: DependencyState, { lock }: DependencyReport): string {
  const { present, others, wanted, repository } = state;
  const locked = lock.state === 'in-step' && repository !== '';
  if (present) return `in charts/, ${present.version}${locked ? ', as locked' : ''}`;
  const held =
    others.length > 0 ? `; charts/ holds ${others.map((one) => one.version).join()}` : '';
  const at = locked ? `, locked at ${wanted}` : '';
  return `missing${at}${held}`;
}

/** Where a dependency comes from, in words. */
export function sourceWords(repository: string): string {
  return dependencySource(repository).kind === 'charts' ? 'charts/' : repository;
}

/**
 * The commands that fetch the dependencies of a chart in `folder` without this page. Where there is
 * a lock, Helm takes only repositories that were added to it by name; `plain` says that a registry
 * speaks plain http.
 */
export function dependencyCommand(
  { dependencies, lock }: DependencyReport,
  folder: string,
  plain: boolean,
): string {
  const urls = new Set<string>();
  for (const { repository } of dependencies) {
    const source = dependencySource(repository);
    if (lock.state === 'in-step' && source.kind === 'http') urls.add(source.url);
  }
  const adding = [...urls].map((url) => `helm repo add ${repositoryName(url)} ${quoted(url)}`);
  const verb = lock.state === 'outdated' ? 'update' : 'build';
  const command = `helm dependency ${verb} ${quoted(folder)}${plain ? ' --plain-http' : ''}`;
  return [...adding, command].join('\n');
}

/** A name for `helm repo add`: no slashes. */
function repositoryName(url: string): string {
  return url
    .replace(/^\w+:\/\//, '')
    .replace(/\W+/g, '-')
    .replace(/^-|-$/g, '');
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
