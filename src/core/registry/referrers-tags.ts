import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { ReferrerList, TransferOptions } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import { parseJson } from '../json.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest } from '../oci/manifest.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import { referrersTag, type Referrer } from '../oci/referrer.ts';
import { takingTurns, type Turns } from '../turns.ts';
import type { Call, Client } from './client.ts';
import type { Digester } from './download.ts';
import { getManifest, headManifest, putManifest } from './manifests.ts';
import { textOf } from '../read-blob.ts';

/**
 * The tags that list a manifest's referrers in a registry without a referrers API
 * (distribution-spec, "Referrers Tag Schema"). Clients maintain them by reading the list and
 * writing it back. Of two concurrent changes one would be lost, so in this page they take turns;
 * such registries offer no protection against other clients.
 */
export class ReferrersTags {
  readonly #digest: Digester;
  /** By the address of the tag. */
  readonly #turns = new Map<string, Turns>();

  constructor(digest: Digester) {
    this.#digest = digest;
  }

  /** The listed referrers of a manifest. */
  async read(
    client: Client,
    repository: string,
    subject: Digest,
    options?: TransferOptions,
  ): Promise<ReferrerList> {
    try {
      const url = tagUrl(client, repository, subject);
      const index = await this.#fetch(client, url, { ...options, mayBeHidden: true });
      return { entries: index?.entries ?? [], end: 'whole' };
    } catch (error) {
      // Some registries' 404 responses have no CORS headers. A connection that broke is no such
      // answer: who copies would take it for a chart without signatures.
      if (isChartroomError(error, 'registry.cors')) return { entries: [], end: 'unproven' };
      throw error;
    }
  }

  /** Adds a manifest to the list of its subject, unless it is listed already. */
  add(
    client: Client,
    repository: string,
    { subject, entry }: Referrer,
    options?: TransferOptions,
  ): Promise<void> {
    const url = tagUrl(client, repository, subject.digest);
    const turns = this.#turns.get(url) ?? takingTurns();
    this.#turns.set(url, turns);
    return turns(async () => {
      const { document } = (await this.#fetch(client, url, options)) ?? EMPTY;
      const { manifests } = document;
      if (manifests.some(({ digest }) => digest === entry.digest)) return;
      const write = async (listed: Descriptor[]) => {
        const blob = new Blob([JSON.stringify({ ...document, manifests: [...listed, entry] })]);
        await putManifest(client, url, OCI_INDEX, blob, options);
      };
      try {
        await write(manifests);
      } catch (error) {
        // The list may contain a manifest that has been deleted without being removed from the
        // list. Registries refuse such a list, so it is written without missing manifests.
        if (!isRefused(error)) throw error;
        const left = await stillThere(client, url, manifests, options);
        if (left.length === manifests.length) throw error;
        await write(left);
      }
    });
  }

  async #fetch(
    client: Client,
    url: string,
    options?: TransferOptions & Pick<Call, 'mayBeHidden'>,
  ): Promise<TaggedList | undefined> {
    const tag = url.slice(url.lastIndexOf('/') + 1);
    const stored = await getManifest(client, this.#digest, url, tag, options);
    if (!stored) return undefined;
    const text = await textOf(stored.blob);
    const index = parseManifest(text, stored.descriptor.mediaType);
    if ('manifests' in index) {
      return { entries: index.manifests, document: parseJson(text) as TaggedList['document'] };
    }
    const fault = { reason: 'no-list', list: 'referrers' } as const;
    throw client.protocol({ method: 'GET', url }, { status: 200 }, fault);
  }
}

/** The index that a tag names. */
interface TaggedList {
  entries: Descriptor[];
  /** The whole document, including fields that aren't used here. */
  document: Record<string, unknown> & { manifests: Descriptor[] };
}

const EMPTY: TaggedList = {
  entries: [],
  document: { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] },
};

function tagUrl(client: Client, repository: string, subject: Digest): string {
  return `${client.endpoint.base}/v2/${repository}/manifests/${referrersTag(subject)}`;
}

/**
 * Whether it is the refusal of a list with a missing manifest: 400 from Distribution, 404 from
 * crane.
 */
function isRefused(error: unknown): boolean {
  return isChartroomError(error, 'registry.refused') && [400, 404].includes(error.data.status ?? 0);
}

/** Those of `manifests` that exist in the repository of the one at `url`. */
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
