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
  /** How the site's Content-Security-Policy blocked a request to an address, if it did. */
  policyOn: (url: string) => Promise<'refused' | 'redirected' | undefined>;
  /** The user name that is signed in. */
  username?: string | undefined;
  /**
   * The repository to try pulling and pushing with; without one, pulling is tried with any that the
   * registry lists.
   */
  repository?: string | undefined;
  /** Also begins an upload, and requests the deletion of a manifest that doesn't exist. */
  writing?: boolean;
  /** Called with lines as they become known; later ones replace earlier ones. */
  onLines: (lines: CheckLine[]) => void;
}

/** The shared context of a check's parts. */
export interface CheckContext extends CheckOptions {
  endpoint: Endpoint;
  recorder: Recorder;
  client: Client;
}
