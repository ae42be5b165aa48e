import type { ChartroomError } from '../../core/errors.ts';
import { addressesToServe } from '../../core/registry/repository-proxy.ts';
import { proxies } from '../../state/Proxies.svelte.ts';

/** Whether a chart couldn't be had from a place that this site's proxy could serve, if it were told to. */
export function isUnserved(error: ChartroomError): boolean {
  return proxies.repositories !== undefined && addressesToServe(error).length > 0;
}
