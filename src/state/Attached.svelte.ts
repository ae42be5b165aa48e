import { checkAttachments, type AttachedTo } from '../core/attached/check-attachment.ts';
import type { AttachedCheck } from '../core/attached/check.ts';
import { listAttached, type AttachedList, type Attachment } from '../core/attached/list.ts';
import { readTrust } from '../core/attached/trust.ts';
import type { ListsReferrers, Source } from '../core/content/target.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { Descriptor } from '../core/oci/descriptor.ts';
import type { Digest } from '../core/digest.ts';
import type { KeyFile } from '../core/provenance/keys.ts';
import { announce } from './announcer.svelte.ts';
import { failureOf } from './failure.ts';
import type { Keyring } from './Keyring.svelte.ts';

/** An attachment as a row of the tree. */
export interface AttachedRow extends AttachedTo {
  /** 0 for what is attached to the artifact itself. */
  depth: number;
}

type Place = Source & ListsReferrers;

/** What is attached to an artifact, and what its signatures are worth by the keys given. */
export class Attached {
  list = $state.raw<AttachedList | undefined>();
  /** The tree, row by row. */
  rows = $state.raw<readonly AttachedRow[]>([]);
  error = $state.raw<ChartroomError | undefined>();
  /** The checks of each attachment that is signed, by its digest; undefined before they are done. */
  checks = $state.raw<ReadonlyMap<Digest, readonly AttachedCheck[]> | undefined>();
  keyError = $state.raw<ChartroomError | undefined>();
  checking = $state.raw(false);

  readonly subject: Digest;
  readonly #place: () => Promise<Place>;
  readonly #keyring: Keyring;
  readonly #abort = new AbortController();

  constructor(place: () => Promise<Place>, subject: Digest, keyring: Keyring) {
    this.#place = place;
    this.subject = subject;
    this.#keyring = keyring;
  }

  async load(): Promise<void> {
    this.error = undefined;
    const { signal } = this.#abort;
    try {
      this.list = await listAttached(await this.#place(), this.subject, { signal });
      this.rows = rowsOf(this.list.entries, 0, this.subject);
      await this.#check(this.#keyring.files);
    } catch (thrown) {
      if (!signal.aborted) this.error = await failureOf(thrown);
    }
  }

  /** Adds keys and certificates, and checks every signature with all of them. */
  async give(files: readonly KeyFile[]): Promise<boolean> {
    this.keyError = undefined;
    this.checking = true;
    try {
      await this.#check([...this.#keyring.files, ...files]);
      this.#keyring.add(files);
      return true;
    } catch (thrown) {
      this.keyError = await failureOf(thrown);
      return false;
    } finally {
      this.checking = false;
    }
  }

  /** Forgets every key and certificate. */
  async forget(): Promise<void> {
    this.#keyring.clear();
    await this.give([]);
  }

  /** The content of one part of an attachment. */
  async fetch(part: Descriptor): Promise<Blob> {
    const { signal } = this.#abort;
    return (await this.#place()).fetch(part, { signal });
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #check(files: readonly KeyFile[]): Promise<void> {
    const { signal } = this.#abort;
    const trust = await readTrust(files);
    this.checks = await checkAttachments(this.rows, await this.#place(), trust, { signal });
    const all = [...this.checks.values()].flat();
    const verified = all.filter(({ state }) => state === 'verified').length;
    if (files.length > 0) announce(`${verified} of ${all.length} signatures verified`);
  }
}

/** The tree, laid out row by row. */
function rowsOf(entries: readonly Attachment[], depth: number, subject: Digest): AttachedRow[] {
  return entries.flatMap((entry) => [
    { ...entry, depth, subject },
    ...rowsOf(entry.attached, depth + 1, entry.descriptor.digest),
  ]);
}
