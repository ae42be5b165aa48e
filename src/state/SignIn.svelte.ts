import type { ChartroomError } from '../core/errors.ts';
import type { AskRealm } from './Connections.ts';
import { failureOf } from './failure.ts';
import type { Identity } from './Identities.svelte.ts';

/** Signs in to a registry; see `Connections`. */
export type SignInTo = (
  host: string,
  identity: Omit<Identity, 'realm'>,
  ask: AskRealm,
) => Promise<void>;

/** One sign-in to a registry, from the form to the result. */
export class SignIn {
  readonly host: string;
  phase = $state.raw<'asking' | 'running' | 'done'>('asking');
  error = $state.raw<ChartroomError | undefined>();
  /**
   * Another host that the password would be sent to; the sign-in waits for the person's decision.
   */
  realm = $state.raw<string | undefined>();

  readonly #signIn: SignInTo;
  #declined = false;
  #decide: ((agreed: boolean) => void) | undefined;

  constructor(host: string, signIn: SignInTo) {
    this.host = host;
    this.#signIn = signIn;
  }

  async submit(identity: Omit<Identity, 'realm'>): Promise<void> {
    if (this.phase === 'running') return;
    this.phase = 'running';
    this.error = undefined;
    this.#declined = false;
    try {
      await this.#signIn(this.host, identity, (realm) => this.#ask(realm));
      this.phase = 'done';
    } catch (thrown) {
      // After declining, the person needs no error.
      if (!this.#declined) this.error = await failureOf(thrown);
      this.phase = 'asking';
    }
  }

  /** The person's decision whether the credentials may be sent to `realm`. */
  decide(agreed: boolean): void {
    this.#declined = !agreed;
    this.#decide?.(agreed);
    this.#decide = undefined;
    this.realm = undefined;
  }

  #ask(realm: string): Promise<boolean> {
    this.realm = realm;
    return new Promise((resolve) => {
      this.#decide = resolve;
    });
  }
}
