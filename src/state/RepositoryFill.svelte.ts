import { repositoryFacts, type RepositoryFacts } from '../core/actions/repository-facts.ts';
import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import { known, lastDigest, rememberDigest } from './known-facts.ts';
import { RowFill } from './RowFill.svelte.ts';
import type { Services } from './services.ts';

/** `closed`: the registry shows it to people that it knows, or to some of them. */
export type RepositoryState = RepositoryFacts | 'closed';

/** What would ask for a sign-in where a person opened the repository itself. */
const CLOSED = ['auth.required', 'auth.denied', 'auth.realm-untrusted'] as const;

/**
 * What is in the repositories of a list, by name, for the rows in view. A repository that wants a
 * sign-in only says so: nobody is asked for one by looking at a list.
 */
export class RepositoryFill extends RowFill<RepositoryState> {
  constructor(host: string, services: Pick<Services, 'repository'>) {
    super(async (name, signal) => {
      try {
        return await read(name, signal);
      } catch (error) {
        if (CLOSED.some((code) => isChartroomError(error, code))) return 'closed';
        throw error;
      }
    }, isOfOneRepository);

    async function read(name: string, signal: AbortSignal): Promise<RepositoryFacts> {
      const target = await services.repository(host, name, { yielding: true });
      const before = (tag: string) => lastDigest(`${host}/${name}:${tag}`);
      const facts = await repositoryFacts(target, { known, before, signal });
      const { newest, about } = facts;
      if (newest && about) rememberDigest(`${host}/${name}:${newest.tag}`, about.digest);
      return facts;
    }
  }
}

/** Whether an error leaves the other repositories to be read. */
function isOfOneRepository(error: ChartroomError): boolean {
  if (isChartroomError(error, 'registry.refused')) return (error.data.status ?? 500) < 500;
  // What a registry lists may be no name that can be asked for.
  return (
    isChartroomError(error, 'registry.protocol') || isChartroomError(error, 'reference.invalid')
  );
}
