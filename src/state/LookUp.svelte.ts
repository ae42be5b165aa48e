import type { Aim, Standing } from '../core/actions/standing.ts';
import type { ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** How long nothing is typed before a registry is asked, in milliseconds. */
const PAUSE = 600;
/** The same where the box was left: long enough for the click on Push that it was left by. */
const MOMENT = 250;

/** Asks a registry when it is time; `way` is how it is reached, and by whom. */
export type Asking = <T>(way: string, ask: () => Promise<T>) => Promise<T>;

/**
 * What the registry holds where a chart is to be pushed, looked up before the push. A failure is
 * only noted here: the push itself will tell it, with what can be done.
 */
export class LookUp {
  /** `unasked`: nothing is known, and the registry is asked only when the person leaves the box. */
  phase = $state.raw<'idle' | 'unasked' | 'looking' | 'known' | 'unknown'>('idle');
  standing = $state.raw<Standing | undefined>();
  /** A version there that is above the chart's, so that the push asks. */
  higher = $state.raw<string | undefined>();
  error = $state.raw<ChartroomError | undefined>();

  readonly #services: Services;
  readonly #asking: Asking;
  #aim: Aim | undefined;
  #way = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();

  /** Where several are looked up, `asking` says when it is whose turn. */
  constructor(services: Services, asking: Asking = (_way, ask) => ask()) {
    this.#services = services;
    this.#asking = asking;
  }

  /**
   * Takes what the person aims at now, in place of what they aimed at before: a look-up that is
   * under way is called off. The registry is asked once they pause, if it is one that `mayAsk`;
   * what is known already stays, unless the registry is asked by another `way`.
   */
  take(aim: Aim | undefined, mayAsk: boolean, way = ''): void {
    if (this.phase === 'known' && way === this.#way && isSame(aim, this.#aim)) return;
    this.cancel();
    this.#aim = aim;
    this.#way = way;
    if (!aim) return;
    if (mayAsk) this.#askIn(PAUSE);
    else this.phase = 'unasked';
  }

  /** Nobody looks any longer: what isn't known yet needn't be asked. */
  leave(): void {
    if (this.phase !== 'known') this.cancel();
  }

  /** Asks now, whatever it was told before. */
  ask(): void {
    if (this.phase === 'unasked' || this.phase === 'unknown') this.#askIn(0);
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
    this.higher = undefined;
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
      const { higherToAskAbout, standingOf } = await import('../core/actions/standing.ts');
      const { registry, repository } = aim.reference;
      const standing = await this.#asking(this.#way, async () => {
        signal.throwIfAborted();
        const target = await this.#services.repository(registry, repository, { yielding: true });
        return standingOf(target, aim, { signal });
      });
      if (signal.aborted) return;
      this.standing = standing;
      this.higher = higherToAskAbout(standing, aim);
      this.phase = 'known';
    } catch (thrown) {
      if (signal.aborted) return;
      this.error = await failureOf(thrown);
      this.phase = 'unknown';
    }
  }
}

function isSame(a: Aim | undefined, b: Aim | undefined): boolean {
  const placed = ({ reference, further }: Partial<Aim> = {}) =>
    JSON.stringify([reference, further]);
  return a?.manifest === b?.manifest && placed(a) === placed(b);
}
