import type { NamePlace, TemplateNames } from '../../core/search/template-names.ts';
import { parsePath, formatPath } from '../../core/values/path.ts';
import type { ChartSight } from '../../state/routes.ts';
import { count } from '../../text/units.ts';
import { shownName } from '../../text/signs.ts';
import type { TextLink } from '../../ui/text-links.ts';

/**
 * The links in a template: from a name to where it is defined, from a definition to all of its uses,
 * and from a value to the values of the chart that the template is in.
 */
export function nameLinks(
  { templates, values }: TemplateNames,
  path: string,
  hrefOf: (sight: ChartSight) => string,
): TextLink[] {
  const links: TextLink[] = [];
  const add = ({ line, column, length }: NamePlace, sight: ChartSight, title: string) =>
    links.push({ line, column, length, href: hrefOf(sight), title });
  const here = (places: readonly NamePlace[]) => places.filter((place) => place.path === path);

  for (const [name, { definitions, uses }] of templates) {
    const defined = definitions.at(-1);
    for (const place of here(uses)) {
      if (!defined) continue;
      const query = { line: String(defined.line) };
      const title = `Defined in ${shownName(defined.path)}, line ${defined.line}`;
      add(place, { tab: 'files', part: defined.path, query }, title);
    }
    for (const place of here(definitions)) {
      const query = { q: `"${name}"`, line: String(place.line) };
      add(place, { tab: 'files', part: path, query }, `Used in ${count(uses.length, 'place')}`);
    }
  }
  const [, of = ''] = /^(charts\/.+?)\/templates\//.exec(path) ?? [];
  for (const [name, places] of values) {
    const part = formatPath(parsePath(name));
    for (const place of here(places)) {
      add(place, { tab: 'values', part, query: of === '' ? {} : { of } }, 'In the values');
    }
  }
  return links.sort((a, b) => a.line - b.line || a.column - b.column);
}
