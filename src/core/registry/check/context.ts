import type { Client, ClientOptions } from '../client.ts';
import type { Endpoint, RegistryAddress } from '../endpoint.ts';
import type { Probe } from '../exchange.ts';
import type { Transport } from '../transport.ts';
import type { Recorder } from './exchange.ts';
import type { CheckLine } from './line.ts';
import type { PageFacts } from './page-lines.ts';

/** A check of the connection to a registry. */
export interface CheckOptions
  extends RegistryAddress, Pick<ClientOptions, 'credentials' | 'confirmRealm'> {
  transport: Transport;
  probe: Probe;
  facts: PageFacts;
  /** Whether the site's own policy has kept the page from an address. */
  refusedByPolicy: (url: string) => Promise<boolean>;
  /** Who is signed in. */
  username?: string | undefined;
  /** What pulling and pushing are tried with; for pulling any that the registry lists, if not given. */
  repository?: string | undefined;
  /** Also begins an upload, and asks for the deletion of what doesn't exist. */
  writing?: boolean;
  /** Called with lines as they become known; later ones replace earlier ones. */
  onLines: (lines: CheckLine[]) => void;
}

/** What the parts of a check work with. */
export interface CheckContext extends CheckOptions {
  endpoint: Endpoint;
  recorder: Recorder;
  client: Client;
}
