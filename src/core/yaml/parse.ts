import { Composer, Parser, type Document } from 'yaml';
import { ChartroomError } from '../errors.ts';
import { lineTable } from './line-table.ts';
import { buildTree, type Fail } from './build.ts';
import type { YamlNode } from './node.ts';
import { illegalTab } from './tabs.ts';

/**
 * Reads the first document of a YAML text as Helm does (sigs.k8s.io/yaml over yaml.v2): YAML
 * 1.1 scalars, merge keys, duplicate keys. Positions are kept, for findings. Undefined where
 * the document is empty; what Helm can't parse is `chart.yaml-invalid`.
 */
export function parseYaml(text: string, path: string): YamlNode | undefined {
  // yaml.v2 takes a lone CR and NEL for line breaks. The replacement moves no offset.
  const source = firstDocument(text.replace(/\r(?!\n)|\u0085/g, '\n'));
  const positionOf = lineTable(source);
  const fail: Fail = (offset, fault) => {
    throw new ChartroomError('chart.yaml-invalid', { path, ...positionOf(offset), ...fault });
  };
  const illegal = source.search(ILLEGAL);
  if (illegal >= 0) fail(illegal, { reason: 'control-character' });
  const document = compose(source);
  const fault =
    document.errors.find(({ message }) => !CLOSE_COMMENT.test(message)) ??
    document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE');
  if (fault) fail(fault.pos[0], { reason: 'syntax', words: fault.message });
  const { yaml } = document.directives;
  if (yaml.explicit && yaml.version !== '1.1') fail(0, { reason: 'yaml-version' });
  const tab = illegalTab(source, document);
  if (tab !== undefined) fail(tab, { reason: 'tab' });
  return document.contents ? buildTree(document, source, positionOf, fail) : undefined;
}

/** To yaml.v2 a comment may follow quotes and brackets without a space (`scannerc.go`). */
const CLOSE_COMMENT = /^Comments must be separated from other tokens/;

/** What yaml.v2's reader refuses anywhere (`readerc.go`). */
const ILLEGAL = /[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Up to where the second document begins: later ones aren't even looked at, so what is wrong
 * there doesn't matter to Helm. Not even quotes hide a line that starts with such a mark.
 */
function firstDocument(source: string): string {
  const start = /^\ufeff?(?:(?:%.*|[ \t]*(?:#.*)?)\r?\n)*---(?!\S)/.exec(source)?.[0].length ?? 0;
  const end = /\n(?:---|\.\.\.)(?!\S)/.exec(source.slice(start));
  return end ? source.slice(0, start + end.index + 1) : source;
}

function compose(source: string): Document.Parsed {
  const composer = new Composer({
    // All scalars stay text: what they mean is for yaml.v2's rules, not the library's.
    schema: 'failsafe',
    version: '1.1',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
  });
  const documents = composer.compose(new Parser().parse(source), true, source.length);
  return documents.next().value as Document.Parsed;
}
