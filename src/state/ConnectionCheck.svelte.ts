import { CHECKS, type CheckLine, type Remedy } from '../core/registry/check/line.ts';
import type { ChartroomError } from '../core/errors.ts';
import { policyOn } from '../platform/policy.ts';
import type { Connections } from './Connections.ts';
import { failureOf } from './failure.ts';

/** The connection check of one registry, with its lines as they become known. */
export class ConnectionCheck {
  readonly host: string;
  lines = $state.raw<readonly CheckLine[]>([]);
  running = $state.raw(false);
  error = $state.raw<ChartroomError | undefined>();
  /** The repository to try pulling and pushing with; if empty, any that the registry lists. */
  repository = $state.raw('');
  readonly failures = $derived(this.lines.filter(({ state }) => state === 'fail').length);
  readonly unknown = $derived(this.lines.filter(({ state }) => state === 'unknown').length);
  readonly remedies = $derived(
    this.lines.flatMap(({ remedy }): Remedy[] => (remedy ? [remedy] : [])),
  );

  readonly #connections: Connections;

  constructor(host: string, connections: Connections) {
    this.host = host;
    this.#connections = connections;
  }

  /**
   * Runs the check; with `writing` also the steps that change the registry, if only for a moment.
   */
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
    const [{ checkConnection }, { browserTransport, probe }, { pageFacts }] = await Promise.all([
      import('../core/registry/check/check.ts'),
      import('../platform/transport.ts'),
      import('../platform/page-facts.ts'),
    ]);
    await checkConnection({
      ...(await this.#connections.access(this.host)),
      transport: browserTransport,
      probe,
      facts: await pageFacts(),
      policyOn,
      repository: this.repository.trim() || undefined,
      writing,
      onLines: (lines) => this.#add(lines),
    });
  }

  #add(lines: readonly CheckLine[]): void {
    const all = [...this.lines, ...lines];
    this.lines = all.sort((a, b) => CHECKS.indexOf(a.id) - CHECKS.indexOf(b.id));
  }
}
