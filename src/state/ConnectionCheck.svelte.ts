import { credentialsOf } from '../core/registry/credentials.ts';
import { Endpoint, directBase } from '../core/registry/endpoint.ts';
import { CHECKS, type CheckLine, type Remedy } from '../core/registry/check/line.ts';
import type { ChartroomError } from '../core/errors.ts';
import { isRefusedByPolicy } from '../platform/policy.ts';
import { proxyBase } from '../platform/site.ts';
import { failureOf } from './failure.ts';
import type { Identities } from './Identities.svelte.ts';
import type { Proxies } from './Proxies.svelte.ts';

/** The connection check of one registry: its lines, as they become known. */
export class ConnectionCheck {
  readonly host: string;
  lines = $state.raw<readonly CheckLine[]>([]);
  running = $state.raw(false);
  error = $state.raw<ChartroomError | undefined>();
  /** What pulling and pushing are tried with; empty: any that the registry lists. */
  repository = $state.raw('');
  readonly failures = $derived(this.lines.filter(({ state }) => state === 'fail').length);
  readonly unknown = $derived(this.lines.filter(({ state }) => state === 'unknown').length);
  readonly remedies = $derived(
    this.lines.flatMap(({ remedy }): Remedy[] => (remedy ? [remedy] : [])),
  );

  readonly #identities: Identities;
  readonly #proxies: Proxies;

  constructor(host: string, identities: Identities, proxies: Proxies) {
    this.host = host;
    this.#identities = identities;
    this.#proxies = proxies;
  }

  /** Checks; with `writing` also what would change the registry, if only for a moment. */
  async run({ writing = false } = {}): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.error = undefined;
    this.lines = [];
    try {
      await this.#run(writing);
    } catch (thrown) {
      this.error = await failureOf(thrown);
    }
    this.running = false;
  }

  async #run(writing: boolean): Promise<void> {
    const { host } = this;
    const [{ checkConnection }, { browserTransport, probe }, { pageFacts }] = await Promise.all([
      import('../core/registry/check/check.ts'),
      import('../platform/transport.ts'),
      import('../platform/page-facts.ts'),
      this.#proxies.load(),
    ]);
    const identity = this.#identities.get(host);
    const repository = this.repository.trim();
    const proxied = this.#proxies.uses(host);
    await checkConnection({
      endpoint: new Endpoint(host, proxied ? proxyBase(host) : directBase(host), proxied),
      transport: browserTransport,
      probe,
      facts: await pageFacts(),
      refusedByPolicy: isRefusedByPolicy,
      username: identity?.username,
      credentials: identity && credentialsOf(identity.username, identity.password),
      // A check asks nobody anything: it uses what was agreed to when signing in.
      confirmRealm: async ({ realm }) => realm === identity?.realm,
      repository: repository || undefined,
      writing,
      onLines: (lines) => this.#add(lines),
    });
  }

  #add(lines: readonly CheckLine[]): void {
    const all = [...this.lines, ...lines];
    this.lines = all.sort((a, b) => CHECKS.indexOf(a.id) - CHECKS.indexOf(b.id));
  }
}
