import type { Aim } from '../../core/actions/standing.ts';
import { connections, identities } from '../../state/app.ts';
import { proxies } from '../../state/Proxies.svelte.ts';

/**
 * How the registry that a chart goes to is reached now, and by whom, since that may change what it
 * answers; and whether it may be asked before the person says so.
 */
export function wayTo(aim: Aim | undefined): { way: string; isKnown: boolean } {
  const host = aim?.reference.registry ?? '';
  const way = `${host} ${identities.times(host)} ${proxies.uses(host)}`;
  return { way, isKnown: connections.knows(host) };
}
