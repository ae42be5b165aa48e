/** The app's own state and services, one of each. Large parts are loaded at first use. */
import type { ListedRepository } from '../core/actions/listed-repository.ts';
import type { Compute } from '../core/compute/compute.ts';
import type { Rendering } from '../core/compute/rendering.ts';
import type { SignatureVerifier } from '../core/provenance/verify.ts';
import { digestOf } from '../core/oci/digest.ts';
import type { Digest } from '../core/digest.ts';
import { once } from '../core/once.ts';
import { SMALL_BLOB } from '../core/read-blob.ts';
import type { ChartRepository } from '../core/registry/chart-repository.ts';
import { turnsOverTabs } from '../platform/turns.ts';
import { Connections } from './Connections.ts';
import { Identities } from './Identities.svelte.ts';
import type { ListedOptions } from './ListedRepositories.ts';
import { proxies } from './Proxies.svelte.ts';
import type { LibraryTarget, RepositoryTarget, Services } from './services.ts';

class AppServices implements Services {
  readonly #compute = once(async () => {
    const { openCompute } = await import('../worker/compute-client.ts');
    return openCompute();
  });
  readonly #listed = once(async () => {
    const { ListedRepositories } = await import('./ListedRepositories.ts');
    return new ListedRepositories(this);
  });
  readonly turns = turnsOverTabs();
  readonly library = once(async (): Promise<LibraryTarget> => {
    const { openLibrary } = await import('../worker/storage-client.ts');
    return openLibrary();
  });
  readonly rendering = once(async (): Promise<Rendering> => {
    const { openRendering } = await import('../worker/render-client.ts');
    return openRendering();
  });
  readonly signatures = once(async (): Promise<SignatureVerifier> => {
    const { openVerifier } = await import('../worker/signature-client.ts');
    return openVerifier();
  });

  async compute(use?: 'unpack'): Promise<Compute> {
    const compute = await this.#compute();
    if (use) compute.expectArchive();
    else compute.warmUp();
    return compute;
  }

  async repository(
    host: string,
    name: string,
    options?: { push?: boolean; yielding?: boolean },
  ): Promise<RepositoryTarget> {
    return (await connections.registry(host)).repository(name, options);
  }

  async chartRepository(url: string): Promise<ChartRepository> {
    const [{ ChartRepository }, { browserTransport, probe }] = await Promise.all([
      import('../core/registry/chart-repository.ts'),
      import('../platform/transport.ts'),
      proxies.load(),
    ]);
    const proxy = proxies.repositories;
    return new ChartRepository(url, { transport: browserTransport, probe, proxy });
  }

  async listedRepository(url: string, options?: ListedOptions): Promise<ListedRepository> {
    return (await this.#listed()).get(url, options);
  }
}

export const services: Services = new AppServices();
export const identities = new Identities();
export const connections = new Connections(identities, proxies, digest);

/**
 * Hashes small content such as manifests in the page, unless it has no WebCrypto, and the rest in a
 * worker.
 */
async function digest(content: Blob, like?: Digest): Promise<Digest> {
  if (content.size <= SMALL_BLOB && crypto.subtle) return digestOf(content, like);
  return (await services.compute()).digest(content, { like });
}
