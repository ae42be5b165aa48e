import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { TransferOptions } from '../content/target.ts';
import { isChartroomError } from '../errors.ts';
import { parseJson } from '../json.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest } from '../oci/manifest.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import type { Referrer } from '../oci/referrer.ts';
import { takingTurns, type Turns } from '../turns.ts';
import type { Client } from './client.ts';
import type { Digester } from './download.ts';
import { getManifest, headManifest, putManifest } from './manifests.ts';
import { referrersTag } from './referrers.ts';

/**
 * The tags of a registry that list what refers to a manifest, where the registry has no such
 * list itself (distribution-spec, "Referrers Tag Schema"). Clients keep them, by reading the
 * list and writing it back: of two at once one would be lost, so in this page they take turns.
 * Against other clients there is no protection that registries of this kind have.
 */
export class ReferrersTags {
  readonly #digest: Digester;
  /** By the tag's address. */
  readonly #turns = new Map<string, Turns>();

  constructor(digest: Digester) {
    this.#digest = digest;
  }

  /** Adds a manifest to the list of its subject, unless it is there. */
  add(
    client: Client,
    repository: string,
    { subject, entry }: Referrer,
    options?: TransferOptions,
  ): Promise<void> {
    const tag = referrersTag(subject.digest);
    const url = `${client.endpoint.base}/v2/${repository}/manifests/${tag}`;
    const turns = this.#turns.get(url) ?? takingTurns();
    this.#turns.set(url, turns);
    return turns(async () => {
      const { manifests, ...index } = await this.#read(client, url, tag, options);
      if (manifests.some(({ digest }) => digest === entry.digest)) return;
      const write = async (listed: Descriptor[]) => {
        const blob = new Blob([JSON.stringify({ ...index, manifests: [...listed, entry] })]);
        await putManifest(client, url, OCI_INDEX, blob, options);
      };
      try {
        await write(manifests);
      } catch (error) {
        // One that was deleted by somebody who left it in the list: registries take no such list.
        if (!isRefused(error)) throw error;
        const left = await stillThere(client, url, manifests, options);
        if (left.length === manifests.length) throw error;
        await write(left);
      }
    });
  }

  /** The list with all that stands in it, also what this page has no use for. */
  async #read(
    client: Client,
    url: string,
    tag: string,
    options?: TransferOptions,
  ): Promise<{ manifests: Descriptor[] }> {
    const stored = await getManifest(client, this.#digest, url, tag, options);
    if (!stored) return { ...EMPTY_INDEX, manifests: [] };
    const text = await stored.blob.text();
    if (!('manifests' in parseManifest(text, stored.descriptor.mediaType))) {
      const fault = { reason: 'no-list', list: 'referrers' } as const;
      throw client.protocol({ method: 'GET', url }, { status: 200 }, fault);
    }
    return parseJson(text) as { manifests: Descriptor[] };
  }
}

const EMPTY_INDEX = { schemaVersion: 2, mediaType: OCI_INDEX };

/** As for a list with something in it that isn't there: 400 by Distribution, 404 by crane. */
function isRefused(error: unknown): boolean {
  return isChartroomError(error, 'registry.refused') && [400, 404].includes(error.data.status ?? 0);
}

/** The manifests that are in the same repository as the one at `url`. */
async function stillThere(
  client: Client,
  url: string,
  manifests: readonly Descriptor[],
  { signal }: TransferOptions = {},
): Promise<Descriptor[]> {
  const limits = { limit: REQUESTS_AT_ONCE, signal };
  const told = await mapLimited(manifests, limits, ({ digest }, signal) =>
    headManifest(client, url.replace(/[^/]*$/, digest), { signal }),
  );
  return manifests.filter((_, i) => told[i] !== 'absent');
}
