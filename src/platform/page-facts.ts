import type { PageFacts } from '../core/registry/check/page-lines.ts';

/**
 * The permissions for the local network; browsers that distinguish loopback from the local network
 * have the first two.
 */
const LOCAL_NETWORK = ['loopback-network', 'local-network', 'local-network-access'];

/** The facts that this page knows about itself before it sends anything. */
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
      // TypeScript's list of permissions doesn't contain these yet.
      return (await navigator.permissions.query({ name: name as PermissionName })).state;
    } catch {
      // This browser doesn't know the permission, or has no permissions API on this page.
    }
  }
  return undefined;
}
