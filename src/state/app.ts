/** The app's own state and services, one of each. What is heavy loads at its first use. */
import type { Compute } from '../core/compute/compute.ts';
import type { Target } from '../core/target/target.ts';
import { proxyBase } from '../platform/site.ts';
import { proxies } from './Proxies.svelte.ts';
import { Publishing } from './Publishing.svelte.ts';
import type { LibraryTarget, Services } from './services.ts';

class AppServices implements Services {
  #compute: Promise<Compute> | undefined;
  #library: Promise<LibraryTarget> | undefined;

  compute(): Promise<Compute> {
    this.#compute ??= import('../worker/compute-client.ts').then(
      ({ ComputeClient }) => new ComputeClient(),
    );
    return this.#compute;
  }

  async repository(host: string, name: string): Promise<Target> {
    const [{ Registry }, { browserTransport, probe }, compute] = await Promise.all([
      import('../core/registry/registry.ts'),
      import('../platform/transport.ts'),
      this.compute(),
      proxies.load(),
    ]);
    const registry = new Registry({
      host,
      ...(proxies.uses(host) && { base: proxyBase(host), proxied: true }),
      transport: browserTransport,
      probe,
      digest: (content, like) => compute.digest(content, like ? { like } : {}),
    });
    return registry.repository(name);
  }

  library(): Promise<LibraryTarget> {
    this.#library ??= import('../worker/storage-client.ts').then(({ openLibrary }) =>
      openLibrary(),
    );
    return this.#library;
  }
}

export const services: Services = new AppServices();
export const publishing = new Publishing(services);
