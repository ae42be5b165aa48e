/** The commands of Helm that render or install a chart as the page does. */
import { shellWord } from './shell.ts';

export interface CommandWishes {
  values: string;
  file: string;
  set: readonly string[];
  name: string;
  namespace: string;
  kube: string;
  apis: readonly string[];
  crds: boolean;
}

/** `chart` is what Helm finds the chart by, with its options: `oci://host/app --version 1.0.0`. */
export function renderCommand(
  action: 'template' | 'install',
  chart: string,
  wishes: CommandWishes,
): string {
  const { values, file, set, name, namespace, kube, apis, crds } = wishes;
  const words = [`helm ${action} ${shellWord(name)} ${chart}`];
  if (namespace !== '') words.push(`--namespace ${shellWord(namespace)}`);
  if (action === 'template') {
    if (kube !== '') words.push(`--kube-version ${shellWord(kube)}`);
    for (const api of apis) words.push(`--api-versions ${shellWord(api)}`);
    if (crds) words.push('--include-crds');
  } else if (namespace !== '') words.push('--create-namespace');
  if (file !== '') words.push(`--values ${shellWord(file)}`);
  if (values.trim() !== '') words.push('--values -');
  for (const each of set) words.push(`--set ${shellWord(each)}`);
  const command = words.join(' \\\n  ');
  if (values.trim() === '') return command;
  const end = endOf(values);
  return `${command} <<'${end}'\n${values.replace(/\n*$/, '\n')}${end}`;
}

/** What ends the text for the shell: a line that the text doesn't have. */
function endOf(values: string): string {
  const lines = new Set(values.split('\n'));
  let end = 'VALUES';
  while (lines.has(end)) end += '_';
  return end;
}
