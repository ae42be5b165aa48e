import type { Aim, Standing } from '../core/actions/standing.ts';
import type { ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** How long nothing is typed before a registry is asked, in milliseconds. */
const PAUSE = 600;
/** The same where the box was left: long enough for the click on Push that it was left by. */
const MOMENT = 250;

/**
 * What the registry holds where a chart is to be pushed, looked up before the push. A failure is
 * only noted here: the push itself will tell it, with what can be done.
 */
export class LookUp {
  /** `unasked`: nothing is known, and the registry is asked only when the person leaves the box. */
  phase = $state.raw<'idle' | 'unasked' | 'looking' | 'known' | 'unknown'>('idle');
  standing = $state.raw<Standing | undefined>();
  error = $state.raw<ChartroomError | undefined>();

  readonly #services: Services;
  #aim: Aim | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();

  constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Takes what the person aims at now, in place of what they aimed at before: a look-up that is
   * under way is called off. The registry is asked once they pause, if it is one that `mayAsk`.
   */
  take(aim: Aim | undefined, mayAsk: boolean): void {
    this.cancel();
    this.#aim = aim;
    if (!aim) return;
    if (mayAsk) this.#askIn(PAUSE);
    else this.phase = 'unasked';
  }

  /** The person has left the box, so what is typed there is meant. */
  settle(): void {
    if (this.phase === 'unasked') this.#askIn(MOMENT);
  }

  /** Calls off what is under way, and forgets what was found. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.phase = 'idle';
    this.standing = undefined;
    this.error = undefined;
  }

  #askIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), milliseconds);
  }

  async #ask(): Promise<void> {
    const aim = this.#aim;
    if (!aim) return;
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'looking';
    try {
      const { standingOf } = await import('../core/actions/standing.ts');
      const target = await this.#services.repository(
        aim.reference.registry,
        aim.reference.repository,
      );
      const standing = await standingOf(target, aim, { signal });
      if (signal.aborted) return;
      this.standing = standing;
      this.phase = 'known';
    } catch (thrown) {
      if (signal.aborted) return;
      this.error = await failureOf(thrown);
      this.phase = 'unknown';
    }
  }
}
