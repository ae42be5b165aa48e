/** The commands by which other clients get what the page shows: the manifest, and the chart. */
import { OCI_INDEX, OCI_MANIFEST } from '../core/oci/media-types.ts';
import type { Digest } from '../core/digest.ts';
import { formatReference } from '../core/oci/reference.ts';
import { helmChart, type CommandSubject } from './commands.ts';
import { shellPath, shellWord } from './shell.ts';

/** A chart in a registry with the layer that is its `.tgz`, which the formats of two layers lack. */
export interface ClientSubject extends CommandSubject {
  archive: { digest: Digest; name: string } | undefined;
}

/** What one client is told, a command a line. */
export interface ClientCommands {
  client: string;
  commands: string;
}

/**
 * The manifest on the terminal and the chart's `.tgz` in a file, for each client. The archive is
 * fetched by its digest, the manifest as the page names it.
 */
export function clientCommands(subject: ClientSubject): ClientCommands[] {
  const { reference, archive, plainHttp } = subject;
  const { registry, repository } = reference;
  const name = shellWord(formatReference(reference));
  const bare = shellWord(formatReference({ registry, repository }));
  const blob =
    archive && shellWord(`${formatReference({ registry, repository })}@${archive.digest}`);
  const file = shellPath(archive?.name ?? '');
  const oras = plainHttp ? ' --plain-http' : '';
  const regctl = plainHttp ? ` --host ${shellWord(`reg=${registry},tls=disabled`)}` : '';
  const chart = helmChart(subject);
  return [
    { client: 'helm', lines: chart ? [`helm show chart ${chart}`, `helm pull ${chart}`] : [] },
    {
      client: 'oras',
      lines: [
        `oras manifest fetch --pretty${oras} ${name}`,
        blob && `oras blob fetch${oras} --output ${file} ${blob}`,
      ],
    },
    {
      client: 'crane',
      lines: [`crane manifest ${name}`, blob && `crane blob ${blob} > ${file}`],
    },
    {
      client: 'regctl',
      lines: [
        `regctl manifest get${regctl} --format raw-body ${name}`,
        archive && `regctl blob get${regctl} ${bare} ${archive.digest} > ${file}`,
      ],
    },
    { client: 'curl', lines: curl(subject) },
  ].flatMap(({ client, lines }) => {
    const commands = lines.filter((line) => line !== undefined).join('\n');
    return commands ? [{ client, commands }] : [];
  });
}

function curl({ reference, digest, archive, plainHttp }: ClientSubject): string[] {
  const { registry, repository, tag } = reference;
  const base = `${plainHttp ? 'http' : 'https'}://${registry}/v2/${repository}`;
  const manifest = shellWord(`${base}/manifests/${reference.digest ?? tag ?? digest}`);
  const accept = `-H 'Accept: ${OCI_MANIFEST}, ${OCI_INDEX}'`;
  const lines = [`curl -fsSL --globoff ${accept} ${manifest}`];
  if (archive) {
    const blob = shellWord(`${base}/blobs/${archive.digest}`);
    lines.push(`curl -fsSL --globoff -o ${shellPath(archive.name)} ${blob}`);
  }
  return lines;
}

/** How each of them signs in to a registry that asks for it. */
export function signInCommands(registry: string): string {
  const host = shellWord(registry);
  return [
    `helm registry login ${host}`,
    `oras login ${host}`,
    `crane auth login ${host}`,
    `regctl registry login ${host}`,
  ].join('\n');
}
