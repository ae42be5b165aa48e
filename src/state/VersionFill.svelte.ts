import { versionFacts, type VersionFacts } from '../core/actions/version-facts.ts';
import type { Digest } from '../core/digest.ts';
import { known, lastDigest, rememberDigest } from './known-facts.ts';
import { RowFill } from './RowFill.svelte.ts';
import type { Services } from './services.ts';

/** Size, date and app version of the versions in a list, by tag, for the rows in view. */
export class VersionFill extends RowFill<VersionFacts> {
  constructor(host: string, repository: string, services: Pick<Services, 'repository'>) {
    super(async (tag, signal) => {
      const reference = `${host}/${repository}:${tag}`;
      const target = await services.repository(host, repository, { yielding: true });
      const before = lastDigest(reference);
      const facts = await versionFacts(target, tag, { known, before, signal });
      rememberDigest(reference, facts.digest);
      return facts;
    });
  }

  digestOf(tag: string): Digest | undefined {
    return this.facts.get(tag)?.digest;
  }
}
