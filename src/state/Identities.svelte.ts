import { SvelteMap } from 'svelte/reactivity';
import { isRecord, parseJson } from '../core/json.ts';
import { readTab, writeTab } from '../platform/tab.ts';

/** The person's sign-in to one registry. */
export interface Identity {
  username: string;
  password: string;
  /**
   * Another host that the person agreed to send the credentials to: the registry's token server.
   */
  realm?: string | undefined;
  /** Kept for this tab, so that it survives a reload. */
  kept: boolean;
}

const KEY = 'identities';

/**
 * The person's sign-ins by the exact host and port of a registry. They are held in memory only or,
 * if the person chooses so, in the tab's own storage, which ends with the tab.
 */
export class Identities {
  readonly #known = new SvelteMap<string, Identity>(readKept());
  readonly #times = new SvelteMap<string, number>();

  get(host: string): Identity | undefined {
    return this.#known.get(host);
  }

  get hosts(): string[] {
    return [...this.#known.keys()];
  }

  /**
   * How often the person has signed in there. Work that waits for a sign-in watches this number.
   */
  times(host: string): number {
    return this.#times.get(host) ?? 0;
  }

  set(host: string, identity: Identity): void {
    this.#known.set(host, identity);
    this.#times.set(host, this.times(host) + 1);
    this.#write();
  }

  forget(host: string): void {
    this.#known.delete(host);
    this.#write();
  }

  #write(): void {
    const kept = [...this.#known].filter(([, identity]) => identity.kept);
    writeTab(KEY, kept.length > 0 ? JSON.stringify(kept) : undefined);
  }
}

/**
 * The sign-ins that this tab kept, validated, since other scripts of this origin may have written
 * anything there.
 */
function readKept(): [string, Identity][] {
  const value = parseJson(readTab(KEY) ?? '');
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown): [string, Identity][] => {
    const [host, identity]: unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof host !== 'string' || !isRecord(identity)) return [];
    const { username, password, realm } = identity;
    if (typeof username !== 'string' || typeof password !== 'string') return [];
    const agreed = typeof realm === 'string' ? { realm } : {};
    return [[host, { username, password, ...agreed, kept: true }]];
  });
}
