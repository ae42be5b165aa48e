import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The config blob that helm stores when it pushes an archive; undefined where it refuses to. */
export async function pushedConfig(
  helm: string,
  archive: string,
  base: string,
  { name, version }: { name: string; version: string },
): Promise<string | undefined> {
  try {
    await run(helm, ['push', archive, `oci://${base}`, '--plain-http']);
  } catch {
    return undefined;
  }
  const [host, ...path] = `${base}/${name}`.split('/');
  const url = `http://${host}/v2/${path.join('/')}`;
  const accept = { headers: { Accept: 'application/vnd.oci.image.manifest.v1+json' } };
  const tag = version.replaceAll('+', '_');
  const manifest = await (await fetch(`${url}/manifests/${tag}`, accept)).json();
  return (await fetch(`${url}/blobs/${manifest.config.digest}`)).text();
}
