import { takingTurnsByName, type TurnsByName } from '../core/turns.ts';

/**
 * Turns across all tabs of this browser, with Web Locks. A page that isn't a secure context has no
 * locks, and one whose storage is blocked may not use them: then turns are taken only within this
 * tab.
 */
export function turnsOverTabs(): TurnsByName {
  const inThisTab = takingTurnsByName();
  if (!navigator.locks) return inThisTab;
  return async (name, work, options = {}) => {
    const { signal, onWait } = options;
    const lock = `chartroom: ${name}`;
    let running: ReturnType<typeof work> | undefined;
    const begin = () => (running = work());
    try {
      const atOnce = await navigator.locks.request(lock, { ifAvailable: true }, async (granted) =>
        granted ? { result: await begin() } : undefined,
      );
      if (atOnce) return atOnce.result;
      onWait?.();
      return await navigator.locks.request(lock, signal ? { signal } : {}, begin);
    } catch (thrown) {
      // WebKit takes the lock from a page that it puts to sleep: the work goes on when it wakes.
      if (running) return running;
      if (signal?.aborted) throw thrown;
      return inThisTab(name, work, options);
    }
  };
}
