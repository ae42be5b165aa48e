import type { ProvenanceCheck, SignedChart } from '../core/provenance/check.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { KeyFile } from '../core/provenance/keys.ts';
import { verdictOf, type SignatureCheck, type Verdict } from '../core/provenance/verdict.ts';
import { failureOf } from './failure.ts';
import type { Keyring } from './Keyring.svelte.ts';
import type { Services } from './services.ts';

/** A chart with the `.prov` that came with it. */
export interface ChartWithProvenance extends SignedChart {
  provenance: Blob;
}

/**
 * What is known about where a chart came from: what its `.prov` says, and whether that can be
 * relied on, as far as the keys given so far tell.
 */
export class Provenance {
  check = $state.raw<ProvenanceCheck | undefined>();
  /** What came of its signatures; undefined as long as no key was given. */
  signatures = $state.raw<SignatureCheck[] | undefined>();
  /** Why the `.prov` can't be read. */
  error = $state.raw<ChartroomError | undefined>();
  /** Why the signatures couldn't be checked: mostly a file that holds no key. */
  keyError = $state.raw<ChartroomError | undefined>();
  verifying = $state.raw(false);

  readonly #chart: ChartWithProvenance;
  readonly #keyring: Keyring;
  readonly #services: Services;

  constructor(chart: ChartWithProvenance, keyring: Keyring, services: Services) {
    this.#chart = chart;
    this.#keyring = keyring;
    this.#services = services;
  }

  get verdict(): Verdict | undefined {
    return this.check && verdictOf(this.check.archive, this.signatures);
  }

  /** Reads the `.prov`; its signature is checked where keys were given before. */
  async load(): Promise<void> {
    const { provenance, metadata, digest } = this.#chart;
    try {
      const compute = await this.#services.compute();
      this.check = await compute.checkProvenance(provenance, { metadata, digest });
    } catch (thrown) {
      this.error = await failureOf(thrown);
      return;
    }
    if (this.#keyring.files.length > 0) await this.give([]);
  }

  /** Takes more keys, and checks the signatures with all there are. */
  async give(files: readonly KeyFile[]): Promise<void> {
    if (!this.check || this.verifying) return;
    this.verifying = true;
    this.keyError = undefined;
    try {
      const verifier = await this.#services.signatures();
      const keys = [...this.#keyring.files, ...files];
      this.signatures = await verifier.verify(this.check.provenance, keys);
      this.#keyring.add(files);
    } catch (thrown) {
      this.keyError = await failureOf(thrown);
    } finally {
      this.verifying = false;
    }
  }

  /** Forgets every key, and what was found with them. */
  forget(): void {
    this.#keyring.clear();
    this.signatures = undefined;
    this.keyError = undefined;
  }
}
