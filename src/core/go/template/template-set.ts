import type { GoFunction } from '../value.ts';
import type { ListNode } from './nodes.ts';
import { isEmpty, parseTemplate } from './parser.ts';
import { GoError } from '../error.ts';

/** A template that can be executed. */
export interface Template {
  name: string;
  /** The file that it is in, by the name that it was parsed under, and that file's text. */
  file: { name: string; text: string };
  root: ListNode;
}

/** Templates that know each other by name, and the functions that they call. */
export class TemplateSet {
  readonly #templates = new Map<string, Template>();
  readonly #functions: ReadonlyMap<string, GoFunction>;
  /** The set that this one adds to; what it has itself comes first. */
  readonly #base: TemplateSet | undefined;

  constructor(functions: ReadonlyMap<string, GoFunction>, base?: TemplateSet) {
    this.#functions = functions;
    this.#base = base;
  }

  lookup(name: string): Template | undefined {
    return this.#templates.get(name) ?? this.#base?.lookup(name);
  }

  function(name: string): GoFunction | undefined {
    return this.#functions.get(name) ?? this.#base?.function(name);
  }

  /**
   * Adds what a text defines, and the text itself under `name`, which is returned. What has nothing
   * but blanks in it replaces nothing (text/template/template.go, associate). Throws a `GoError`
   * where the text can't be parsed.
   */
  parse(name: string, text: string): Template {
    const parsed = parseTemplate(name, text, {
      hasFunction: (called) => this.function(called) !== undefined,
    });
    if ('fault' in parsed) {
      const { line, words } = parsed.fault;
      throw new GoError(`template: ${name}:${line}: ${words}`);
    }
    const file = { name, text };
    for (const [own, root] of parsed.defines) {
      if (!this.lookup(own) || !isEmpty(root)) this.#templates.set(own, { name: own, file, root });
    }
    return { name, file, root: parsed.defines.get(name) as ListNode };
  }
}
