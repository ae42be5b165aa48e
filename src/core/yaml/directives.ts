import type { Scanner } from './scan/scanner.ts';
import type { Token } from './scan/tokens.ts';

/** What the handles of tags stand for. */
export type Handles = ReadonlyMap<string, string>;

/** Reads the directives before a document (`parserc.go`, yaml_parser_process_directives). */
export function readDirectives(scanner: Scanner): Handles {
  const handles = new Map<string, string>();
  let versions = 0;
  for (let token = scanner.peek(); isDirective(token); token = scanner.peek()) {
    if (token.kind === 'version-directive') {
      if (++versions > 1) scanner.fail({ reason: 'directive-repeated' }, token.at);
      const isKnown = token.major === 1 && token.minor === 1;
      if (!isKnown) scanner.fail({ reason: 'yaml-version' }, token.at);
    } else {
      if (handles.has(token.handle)) scanner.fail({ reason: 'directive-repeated' }, token.at);
      handles.set(token.handle, token.prefix);
    }
    scanner.pass();
  }
  return new Map([...DEFAULTS, ...handles]);
}

const DEFAULTS: Handles = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);

type Directive = Extract<Token, { kind: 'version-directive' | 'tag-directive' }>;

function isDirective(token: Token): token is Directive {
  return token.kind === 'version-directive' || token.kind === 'tag-directive';
}
