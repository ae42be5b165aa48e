import type { Endpoint } from '../endpoint.ts';
import { isInward } from '../realm.ts';
import type { CheckLine } from './line.ts';

/** Facts that only the page knows about itself and its browser. */
export interface PageFacts {
  online: boolean;
  secureContext: boolean;
  /** The page's own address. */
  address: string;
  /** The browser's permission for the local network; undefined if it has no such permission. */
  localNetwork: 'granted' | 'denied' | 'prompt' | undefined;
}

/** The lines that need no request. */
export function pageLines(facts: PageFacts, endpoint: Endpoint): CheckLine[] {
  const { online, secureContext } = facts;
  return [
    { id: 'network', state: online ? 'pass' : 'fail', reason: online ? 'online' : 'offline' },
    {
      id: 'secure-context',
      state: secureContext ? 'pass' : 'fail',
      reason: secureContext ? 'secure' : 'insecure',
    },
    { id: 'way', state: 'pass', reason: endpoint.proxied ? 'through-proxy' : 'directly' },
    mixedContent(facts, endpoint),
    localNetwork(facts, endpoint),
  ];
}

/** A page loaded by https can use http only for this machine (Mixed Content, 5.1). */
function mixedContent({ address }: PageFacts, endpoint: Endpoint): CheckLine {
  const id = 'mixed-content';
  if (endpoint.proxied) return { id, state: 'pass', reason: 'same-site' };
  const own = new URL(endpoint.address);
  const mixed = address.startsWith('https:') && own.protocol === 'http:' && !isInward(own);
  return { id, state: mixed ? 'fail' : 'pass', reason: mixed ? 'mixed' : 'no-mixing' };
}

/**
 * Browsers ask the person before a public page may reach the local network (Local Network Access;
 * Chrome 142 and later). A page that is itself on the local network needs no permission.
 */
function localNetwork({ address, localNetwork }: PageFacts, endpoint: Endpoint): CheckLine {
  const id = 'local-network';
  if (endpoint.proxied) return { id, state: 'pass', reason: 'same-site' };
  if (!isInward(new URL(endpoint.address))) {
    // A host name may also resolve to a local address, which the page can't know.
    return { id, state: 'pass', reason: 'not-local', likely: true };
  }
  if (isInward(new URL(address))) return { id, state: 'pass', reason: 'local-itself' };
  switch (localNetwork) {
    case 'granted':
      return { id, state: 'pass', reason: 'local-granted' };
    case 'denied':
      return { id, state: 'fail', reason: 'local-denied' };
    case 'prompt':
      return { id, state: 'unknown', reason: 'local-asks' };
    default:
      return { id, state: 'unknown', reason: 'local-unknown' };
  }
}
