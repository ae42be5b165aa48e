import type { KeyFile } from '../core/signature/keys.ts';

/** The public keys a person gave, for every chart in this tab. They are in memory only. */
export class Keyring {
  files = $state.raw<readonly KeyFile[]>([]);

  /** Adds keys; a file of the same name takes the place of the one before. */
  add(files: readonly KeyFile[]): void {
    const others = this.files.filter((old) => !files.some(({ name }) => name === old.name));
    this.files = [...others, ...files];
  }

  clear(): void {
    this.files = [];
  }
}

export const keyring = new Keyring();
