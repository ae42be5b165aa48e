/** Charts to choose, places to push to, and the services between, for tests of the publish page. */
import { ListedRepository } from '../../src/core/actions/listed-repository.ts';
import type { SourceFile } from '../../src/core/chart/files.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { createInlineRendering } from '../../src/core/compute/render-inline.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import type { PushOptions } from '../../src/core/content/target.ts';
import { ChartroomError } from '../../src/core/errors.ts';
import type { Descriptor } from '../../src/core/oci/descriptor.ts';
import { createVerifier } from '../../src/core/provenance/verify.ts';
import { ChartRepository } from '../../src/core/registry/chart-repository.ts';
import { takingTurnsByName } from '../../src/core/turns.ts';
import type { LibraryTarget, Services } from '../../src/state/services.ts';
import { nodeTransport } from './http.ts';
import { openpgp } from './openpgp.ts';

/** A folder of files as a file input gives it. */
export function folder(name: string, files: Record<string, string>): SourceFile[] {
  return Object.entries(files).map(([path, text]) => ({
    path: `${name}/${path}`,
    blob: new Blob([text]),
  }));
}

export function chart(name: string, extra = ''): SourceFile[] {
  return folder(name, {
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0+b1\n${extra}`,
    'values.yaml': 'replicas: 1\n',
    'templates/a.yaml': 'a: 1\n',
  });
}

/** A registry where pushing takes until it is aborted. */
export class Slow extends MemoryTarget {
  override push(...[, , { signal } = {}]: Parameters<MemoryTarget['push']>): Promise<void> {
    return new Promise((_, reject) => {
      const stop = () => reject(new DOMException('aborted', 'AbortError'));
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop);
    });
  }
}

/** A registry that refuses whatever comes. */
export class Full extends MemoryTarget {
  override exists(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override push(_descriptor: unknown, _blob: unknown, _options?: PushOptions): Promise<void> {
    const url = 'https://full.example/v2/fleet/beacon/blobs/uploads/';
    const facts = { method: 'POST', url, registry: 'full.example', status: 403 };
    return Promise.reject(new ChartroomError('registry.refused', facts));
  }
}

/** A registry that refuses pushes without a sign-in. */
export class Guarded extends MemoryTarget {
  static signedIn = false;

  override async resolve(...args: Parameters<MemoryTarget['resolve']>): Promise<Descriptor> {
    const url = 'https://guarded.example/v2/';
    const facts = { method: 'HEAD', url, registry: 'guarded.example' };
    if (!Guarded.signedIn) throw new ChartroomError('auth.required', facts);
    return super.resolve(...args);
  }
}

export class Shelf extends MemoryTarget implements LibraryTarget {
  list(): Promise<never[]> {
    return Promise.resolve([]);
  }

  used(): Promise<number> {
    return Promise.resolve(0);
  }
}

/** Services that run in Node; the repositories of registries are made as they are asked for. */
export function servicesWith(
  repositories: Map<string, MemoryTarget>,
  others: Partial<Services> = {},
): Services {
  const compute = createInlineCompute();
  const shelf = new Shelf();
  const chartRepository = async (url: string) =>
    new ChartRepository(url, { transport: nodeTransport });
  return {
    compute: () => Promise.resolve(compute),
    rendering: () => Promise.resolve(createInlineRendering()),
    repository: (registry, name) => {
      const place = `${registry}/${name}`;
      const target = repositories.get(place) ?? new MemoryTarget();
      repositories.set(place, target);
      return Promise.resolve(target);
    },
    chartRepository,
    listedRepository: async (url) => ListedRepository.open(await chartRepository(url), compute),
    turns: takingTurnsByName(),
    library: () => Promise.resolve(shelf),
    signatures: () => Promise.resolve(createVerifier(openpgp)),
    ...others,
  };
}
