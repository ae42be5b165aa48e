import { startCraneRegistry } from './crane-registry.ts';
import { findPeer } from './peers.ts';
import { isRegistryAvailable, startRegistry } from './registry.ts';

/** A registry of another kind, which tests of interoperation go through. */
export interface RegistryKind {
  name: string;
  available: boolean;
  /** Blobs can be mounted from one repository to another. */
  mounts: boolean;
  start(): Promise<{ host: string; stop(): Promise<void> }>;
}

const distribution3 = findPeer('registry3');
const crane = findPeer('crane');

/** Every kind of registry that can be run here. None of them lists referrers by itself. */
export const registryKinds: RegistryKind[] = [
  {
    name: 'Distribution 2.8',
    available: isRegistryAvailable(),
    mounts: true,
    start: () => startRegistry(),
  },
  {
    name: 'Distribution 3.1',
    available: distribution3 !== undefined,
    mounts: true,
    start: () => startRegistry({ binary: distribution3 ?? '' }),
  },
  {
    name: 'crane',
    available: crane !== undefined,
    mounts: false,
    start: () => startCraneRegistry(crane ?? ''),
  },
];
