import { digestOf } from '../../src/core/oci/digest.ts';
import { packArchive } from '../../src/core/chart/archive.ts';
import { HELM_CHART, HELM_CONFIG } from '../../src/core/oci/chart-media-types.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { startServer, type RunningServer } from '../support/server.ts';

/** A chart as no author writes it, by what stands in its files, and in its manifest. */
export interface HostileChart {
  files: Record<string, string>;
  /** The manifest as text, in place of the one that would be stored. */
  manifest?: (usual: Record<string, unknown>, tag: string) => string;
  /** What its list of tags says; without it there is no list. */
  tags?: string[];
}

/**
 * A registry that serves charts of the tests' own making: `<host>/attacks/<name>:1.0.0`. Each
 * is made when it is first asked for.
 */
export async function startHostileRegistry(
  charts: Record<string, () => HostileChart>,
): Promise<RunningServer> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Promise<string>>();
  const store = async (mediaType: string, content: Blob) => {
    const digest = await digestOf(content);
    blobs.set(digest, Buffer.from(await content.arrayBuffer()));
    return { mediaType, digest, size: content.size };
  };
  const make = async (name: string, tag: string, { files, manifest }: HostileChart) => {
    const all = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`, ...files };
    const utf8 = new TextEncoder();
    const entries = Object.entries(all);
    const packed = packArchive(
      name,
      entries.map(([path, text]) => ({ path, bytes: utf8.encode(text) })),
    );
    const usual = {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: await store(HELM_CONFIG, new Blob([JSON.stringify({ name, version: '1.0.0' })])),
      layers: [await store(HELM_CHART, packed)],
    };
    return manifest ? manifest(usual, tag) : JSON.stringify(usual);
  };
  return startServer(async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Docker-Content-Digest');
    const [, name = '', kind, asked = ''] =
      /^\/v2\/attacks\/([^/]+)\/(manifests|blobs|tags)\/([^/?]+)/.exec(request.url ?? '') ?? [];
    const chart = charts[name];
    if (kind === 'manifests' && chart) {
      const key = `${name}:${asked}`;
      const made = manifests.get(key) ?? make(name, asked, chart());
      manifests.set(key, made);
      const text = await made;
      response.setHeader('Docker-Content-Digest', await digestOf(new Blob([text])));
      response.setHeader('Content-Type', OCI_MANIFEST).end(text);
    } else if (kind === 'tags' && chart?.().tags) {
      response.end(JSON.stringify({ name: `attacks/${name}`, tags: chart().tags }));
    } else if (blobs.has(asked)) {
      response.end(blobs.get(asked));
    } else {
      response.writeHead(404).end('{"errors":[{"code":"NAME_UNKNOWN"}]}');
    }
  });
}
