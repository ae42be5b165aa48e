import type { ProvenanceCheck, SignedChart } from '../core/provenance/check.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { KeyFile } from '../core/provenance/keys.ts';
import { verdictOf, type SignatureCheck, type Verdict } from '../core/provenance/verdict.ts';
import { failureOf } from './failure.ts';
import type { Keyring } from './Keyring.svelte.ts';
import type { Services } from './services.ts';

/** A chart with the `.prov` beside it. */
export interface ChartWithProvenance extends SignedChart {
  provenance: Blob;
}

/**
 * The provenance of a chart: the content of its `.prov`, and whether it can be trusted according to
 * the keys so far.
 */
export class Provenance {
  check = $state.raw<ProvenanceCheck | undefined>();
  /** The results for its signatures; undefined until a key is added. */
  signatures = $state.raw<SignatureCheck[] | undefined>();
  /** Why the `.prov` can't be read. */
  error = $state.raw<ChartroomError | undefined>();
  /** Why the signatures couldn't be checked; usually a file without a key. */
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

  /** Reads the `.prov`, and checks its signatures if keys have been added before. */
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

  /** Adds keys and checks the signatures with all of them. */
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

  /** Forgets every key and the results for the signatures. */
  forget(): void {
    this.#keyring.clear();
    this.signatures = undefined;
    this.keyError = undefined;
  }
}
