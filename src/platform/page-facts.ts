import type { PageFacts } from '../core/registry/check/page-lines.ts';

/** The permissions that stand for the local network: the first two where it is told apart. */
const LOCAL_NETWORK = ['loopback-network', 'local-network', 'local-network-access'];

/** What this page knows of itself, before it sends anything. */
export async function pageFacts(): Promise<PageFacts> {
  return {
    online: navigator.onLine,
    secureContext: isSecureContext,
    address: location.origin,
    localNetwork: await localNetworkPermission(),
  };
}

async function localNetworkPermission(): Promise<PermissionState | undefined> {
  for (const name of LOCAL_NETWORK) {
    try {
      // TypeScript's list of permissions doesn't hold these yet.
      return (await navigator.permissions.query({ name: name as PermissionName })).state;
    } catch {
      // This browser knows none of that name, or has no permissions on this page.
    }
  }
  return undefined;
}
