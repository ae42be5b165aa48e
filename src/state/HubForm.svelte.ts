import {
  fetchHubMetadata,
  pushHubMetadata,
  type HubPush,
  type StoredHubMetadata,
} from '../core/actions/hub-metadata.ts';
import type { Digest } from '../core/digest.ts';
import { ChartroomError } from '../core/errors.ts';
import {
  readHubMetadata,
  writeHubMetadata,
  type HubMetadata,
} from '../core/formats/hub-metadata.ts';
import { hubProblem } from '../text/hub.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** Artifact Hub's metadata of a repository: what is there, as a form and as a file, and its push. */
export class HubForm {
  readonly host: string;
  readonly repository: string;
  phase = $state.raw<'looking' | 'editing' | 'pushing' | 'pushed'>('looking');
  /** What the repository has; absent if it has none, or that isn't known. */
  there = $state.raw<StoredHubMetadata | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  /** What was stored last. */
  pushed = $state.raw<{ digest: Digest; unchanged: boolean } | undefined>();
  #text = $state.raw('');
  /** The fields as they are typed, a line for each owner and each chart. */
  #fields = $state.raw(fieldsOf(EMPTY));
  readonly #services: Services;
  #abort = new AbortController();

  /** What the file says, or why it can't be read. */
  readonly read = $derived.by(() => {
    try {
      return readHubMetadata(this.#text);
    } catch (thrown) {
      return { error: ChartroomError.from(thrown) };
    }
  });
  readonly problems = $derived('error' in this.read ? [] : this.read.problems.map(hubProblem));
  /** Whether it is as the repository has it. */
  readonly isThere = $derived(this.there?.text === this.#text);
  readonly ready = $derived(
    (this.phase === 'editing' || this.phase === 'pushed') &&
      !('error' in this.read) &&
      !this.isThere &&
      this.problems.every(({ grave }) => !grave),
  );

  constructor(host: string, repository: string, services: Services) {
    this.host = host;
    this.repository = repository;
    this.#services = services;
  }

  get place(): string {
    return `${this.host}/${this.repository}`;
  }

  /** The file. */
  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#changed();
    if (!('error' in this.read)) this.#fields = fieldsOf(this.read.metadata);
  }

  get fields(): HubFields {
    return this.#fields;
  }

  set fields(fields: HubFields) {
    this.#fields = fields;
    this.#changed();
    try {
      this.#text = writeHubMetadata(metadataOf(fields), this.#text);
    } catch {
      // What couldn't be read before is written anew.
      this.#text = writeHubMetadata(metadataOf(fields), '');
    }
  }

  /** Looks at what the repository has. */
  async look(): Promise<void> {
    this.phase = 'looking';
    this.error = undefined;
    try {
      const target = await this.#services.repository(this.host, this.repository);
      this.there = await fetchHubMetadata(target, { signal: this.#abort.signal });
      if (this.there) this.text = this.there.text;
    } catch (thrown) {
      if (this.#abort.signal.aborted) return;
      this.error = await failureOf(thrown);
    }
    this.phase = 'editing';
  }

  /** Stores the file in place of what was found there; `replace` does so whatever is there now. */
  async push(replace = false): Promise<void> {
    if (!this.ready) return;
    const { place, there } = this;
    const { signal } = (this.#abort = new AbortController());
    const replaces: HubPush['replaces'] = replace ? 'anything' : there?.digest;
    this.phase = 'pushing';
    this.error = undefined;
    try {
      const text = this.#text;
      const options = { push: true };
      const target = await this.#services.repository(this.host, this.repository, options);
      this.pushed = await pushHubMetadata(target, text, { place, replaces, signal });
      this.there = { digest: this.pushed.digest, text };
      this.phase = 'pushed';
    } catch (thrown) {
      const error = await failureOf(thrown);
      this.error = signal.aborted ? undefined : error;
      this.phase = 'editing';
    }
  }

  cancel(): void {
    this.#abort.abort();
  }

  #changed(): void {
    this.pushed = undefined;
    this.error = undefined;
    if (this.phase === 'pushed') this.phase = 'editing';
  }
}

/** The metadata as boxes hold it. */
export interface HubFields {
  repositoryID: string;
  /** `name <e-mail>`, a line each. */
  owners: string;
  /** A chart's name, and an expression for its versions after a space, a line each. */
  ignore: string;
}

const EMPTY: HubMetadata = { repositoryID: '', owners: [], ignore: [] };

function fieldsOf({ repositoryID, owners, ignore }: HubMetadata): HubFields {
  return {
    repositoryID,
    owners: owners
      .map(({ name, email }) => (email ? `${name} <${email}>`.trim() : name))
      .join('\n'),
    ignore: ignore.map(({ name, version }) => `${name} ${version}`.trim()).join('\n'),
  };
}

function metadataOf({ repositoryID, owners, ignore }: HubFields): HubMetadata {
  return {
    repositoryID: repositoryID.trim(),
    owners: linesIn(owners).map((line) => {
      const [, name = '', email = ''] = /^([^<]*)<([^>]*)>?$/.exec(line) ?? [];
      if (email) return { name: name.trim(), email: email.trim() };
      return line.includes('@') ? { name: '', email: line } : { name: line, email: '' };
    }),
    ignore: linesIn(ignore).map((line) => {
      const [name = '', ...version] = line.split(/\s+/);
      return { name, version: version.join(' ') };
    }),
  };
}

function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
