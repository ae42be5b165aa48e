import type { KeyFile } from '../core/provenance/keys.ts';

/**
 * The public keys that a person added, for all charts in this tab. They are held in memory only.
 */
export class Keyring {
  files = $state.raw<readonly KeyFile[]>([]);

  /** Adds keys; a file that is added again isn't kept twice. */
  add(files: readonly KeyFile[]): void {
    const isOneOf = ({ name, content }: KeyFile) =>
      files.some((file) => file.name === name && file.content.size === content.size);
    const others = this.files.filter((file) => !isOneOf(file));
    this.files = [...others, ...files];
  }

  clear(): void {
    this.files = [];
  }
}

/** OpenPGP keys, for provenance. */
export const keyring = new Keyring();
/** Keys and certificates in PEM, for what is attached to artifacts. */
export const signingKeys = new Keyring();
