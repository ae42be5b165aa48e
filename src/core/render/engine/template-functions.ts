import { GoError } from '../../go/error.ts';
import { newTable } from '../../go/table.ts';
import { spend } from '../../go/template/budget.ts';
import { execute } from '../../go/template/exec.ts';
import { fixed } from '../../go/template/function.ts';
import { nested } from '../../go/template/nesting.ts';
import { TemplateSet } from '../../go/template/template-set.ts';
import { quote } from '../../go/quote.ts';
import type { GoFunction } from '../../go/value.ts';

const ANY = 'interface {}';
/** How deep a template may include itself (helm `pkg/engine/engine.go`, recursionMaxNums). */
const MAX_NESTED = 1000;
/** Go writes it for what isn't there; Helm takes it out again. */
const NO_VALUE = '<no value>';

/** Around the words of a chart's author, who wants no other in their error. */
export const WARNING = { start: 'HELM_ERR_START', end: 'HELM_ERR_END' } as const;

/** What Go writes for what isn't there is left out. */
export function withoutNoValue(output: string): string {
  return output.replaceAll(NO_VALUE, '');
}

/**
 * Those of Helm's functions that need templates or the way in which they are run. In lint mode
 * `required` and `fail` let everything pass, and `onRefusal` receives what they would have said.
 */
export function helmFunctions(onRefusal?: (words: string) => void): Record<string, GoFunction> {
  const refuse = (words: string): string => {
    if (!onRefusal) throw new GoError(WARNING.start + words + WARNING.end);
    onRefusal(words);
    return '';
  };
  return {
    required: fixed(['string', ANY], (warning, value) => {
      if (value !== null && value !== undefined && value !== '') return value;
      return refuse(warning);
    }),
    fail: fixed(['string'], refuse),
    // There is no cluster to look anything up in, and no name server.
    lookup: fixed(['string', 'string', 'string', 'string'], () => newTable()),
    getHostByName: fixed(['string'], () => ''),
  };
}

/**
 * A set of templates with `include` and `tpl`, which run templates of that very set. `counts` has
 * how often each is included at the time.
 */
export function templateSet(
  functions: ReadonlyMap<string, GoFunction>,
  counts = new Map<string, number>(),
  base?: TemplateSet,
): TemplateSet {
  const own = new Map(functions);
  const set = new TemplateSet(own, base);
  own.set('include', include(set, counts));
  own.set('tpl', tpl(set, counts));
  return set;
}

/** includeFun. */
function include(set: TemplateSet, counts: Map<string, number>): GoFunction {
  return fixed(['string', ANY], (name, data) => {
    const count = counts.get(name) ?? 0;
    if (count > MAX_NESTED)
      throw new GoError(
        `rendering template has a nested reference name: ${name}: unable to execute template`,
        new GoError('unable to execute template'),
      );
    const template = set.lookup(name);
    if (!template)
      throw new GoError(`template: no template ${quote(name)} associated with template "gotpl"`);
    counts.set(name, count + 1);
    try {
      return nested(
        () => execute(set, template, data),
        () => kept(counts),
      );
    } finally {
      counts.set(name, count);
    }
  });
}

/** Puts the counts back to what they are now. */
function kept(counts: Map<string, number>): () => void {
  const now = [...counts];
  return () => {
    counts.clear();
    for (const [name, count] of now) counts.set(name, count);
  };
}

/** tplFun: what a text defines is known to templates that it includes itself, and to no others. */
function tpl(set: TemplateSet, counts: Map<string, number>): GoFunction {
  return fixed(['string', ANY], (text, data) => {
    const within = templateSet(new Map(), counts, set);
    let template;
    try {
      template = within.parse('gotpl', text);
    } catch (error) {
      throw wrapped(`cannot parse template ${quote(text)}`, error);
    }
    try {
      return withoutNoValue(execute(within, template, data));
    } catch (error) {
      throw wrapped(`error during tpl function execution for ${quote(text)}`, error);
    }
  });
}

function wrapped(words: string, error: unknown): unknown {
  spend(words.length);
  return error instanceof GoError ? new GoError(`${words}: ${error.message}`, error) : error;
}
