import { vi } from 'vitest';
import type { LibraryFs } from '../../src/core/library/fs.ts';
import type { LightningDisk } from '../../src/worker/idb-files.ts';
import { openLightning } from '../../src/worker/lightning.ts';

/**
 * A disk below the real lightning-fs, in memory instead of IndexedDB, that can be full, lose
 * a value, and have its power cut after any number of writes.
 */
export class TestDisk implements LightningDisk {
  readonly files: Map<number, Uint8Array>;
  tree: unknown;
  /** Writes until the power is cut. */
  writesLeft = Infinity;
  /** Bytes that files may have together. */
  capacity = Infinity;
  /** What was done, in order: `read 3`, `write 3`, `unlink 3`, `tree`. */
  readonly log: string[] = [];
  #unsaved: { error: unknown } | undefined;

  constructor(files = new Map<number, Uint8Array>(), tree?: unknown) {
    this.files = files;
    this.tree = tree;
  }

  /** What is on the disk now: all that is left when the power comes back. */
  afterPowerCut(): TestDisk {
    return new TestDisk(new Map(this.files), structuredClone(this.tree));
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  async saveSuperblock(tree: unknown): Promise<void> {
    try {
      this.#use('tree');
      this.tree = structuredClone(tree);
      this.#unsaved = undefined;
    } catch (error) {
      this.#unsaved = { error };
    }
  }

  requireSaved(): void {
    if (this.#unsaved) throw this.#unsaved.error;
  }

  loadSuperblock() {
    return structuredClone(this.tree) as Map<string, unknown>;
  }

  readFile(inode: number): Uint8Array {
    this.log.push(`read ${inode}`);
    return this.files.get(inode)?.slice() as Uint8Array;
  }

  async writeFile(inode: number, bytes: Uint8Array): Promise<void> {
    this.#use(`write ${inode}`);
    const used = [...this.files.values()].reduce((sum, file) => sum + file.length, 0);
    if (used + bytes.length > this.capacity) throw new DOMException('full', 'QuotaExceededError');
    this.files.set(inode, bytes.slice());
  }

  async unlink(inode: number): Promise<void> {
    this.#use(`unlink ${inode}`);
    this.files.delete(inode);
  }

  wipe(): void {
    this.files.clear();
  }

  close(): void {
    this.#unsaved = undefined;
  }

  #use(what: string): void {
    if (this.writesLeft <= 0) throw new Error('no power');
    this.writesLeft--;
    this.log.push(what);
  }
}

let mounts = 0;

/** The real lightning-fs over `disk`, as a browser has it after the page was loaded. */
export function mount(disk: TestDisk): LibraryFs {
  return openLightning(`disk-${mounts++}`, disk);
}

/** Node has no Web Locks; lightning-fs takes one for each mount, and each has its own name. */
export function stubLocks(): void {
  const request = (_name: string, _options: unknown, work: (lock: object) => unknown) => work({});
  vi.stubGlobal('navigator', { locks: { request } });
}
