import { isChartroomError } from '../errors.ts';
import type { Listing, ListOptions } from '../content/target.ts';
import type { Registry } from '../registry/registry.ts';

/** Statuses by which a registry says that it has no catalog, or doesn't show it to everybody. */
const NO_CATALOG = [400, 403, 404, 405, 501];

/**
 * The repositories in a registry; undefined if it doesn't list them. The catalog isn't part of the
 * distribution-spec, so its refusal isn't an error.
 */
export async function listRepositories(
  registry: Pick<Registry, 'catalog'>,
  options: ListOptions = {},
): Promise<Listing | undefined> {
  try {
    return await registry.catalog(options);
  } catch (error) {
    if (isChartroomError(error, 'auth.denied')) return undefined;
    if (isChartroomError(error, 'registry.refused')) {
      if (NO_CATALOG.includes(error.data.status ?? 0)) return undefined;
    }
    throw error;
  }
}
