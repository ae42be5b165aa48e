import type { Artifact, Format } from '../core/formats/format.ts';

/**
 * The artifacts of a chart by format, each assembled once: the same chart always gives the same
 * bytes. One that fails is assembled anew when it is asked for again.
 */
export class Artifacts {
  readonly #assembled = new Map<Format, Promise<Artifact>>();

  of(format: Format, assemble: () => Promise<Artifact>): Promise<Artifact> {
    const known = this.#assembled.get(format);
    if (known) return known;
    const assembling = assemble();
    this.#assembled.set(format, assembling);
    assembling.catch(() => this.#assembled.delete(format));
    return assembling;
  }
}
