import { expect, test } from 'vitest';
import { parseTemplate } from './parser.ts';

// tests/interop/template-tree-parity.test.ts asks Go itself about templates at random.

const hasFunction = (name: string) => ['include', 'quote'].includes(name);

function faultOf(template: string): string | undefined {
  const parsed = parseTemplate('a', template, { hasFunction });
  return 'fault' in parsed ? `${parsed.fault.line}: ${parsed.fault.words}` : undefined;
}

test.each([
  ['{{ if .a }}\n', '2: unexpected EOF'],
  ['a\n{{ .a | quotes }}', '2: function "quotes" not defined'],
  ['{{ end }}', '1: unexpected {{end}}'],
  ['{{ $x }}', '1: undefined variable "$x"'],
  ['{{ if true }}{{ $x := 1 }}{{ end }}{{ $x }}', '1: undefined variable "$x"'],
  ['{{ .a | 1 }}', '1: non executable command in pipeline stage 2'],
  ['{{ break }}', '1: {{break}} outside {{range}}'],
  ['{{ "a\\q" }}', '1: invalid syntax'],
  ['{{ 1_ }}', '1: illegal number syntax: "1_"'],
  ['{{ include "a very long name" "b" . }', '1: unexpected "}" in operand'],
  ['{{ a\n', '1: function "a" not defined'],
  ['{{ .a\n\n', '3: unclosed action started at a:1'],
  [
    '{{define "a"}}x{{end}}{{define "a"}}y{{end}}',
    '1: template: multiple definition of template "a"',
  ],
  [
    '{{range $i, $x := .a}}{{if $i}}{{break}}{{else if $x}}{{continue}}{{end}}{{else}}{{end}}',
    undefined,
  ],
  ['{{with .a}}{{else with .b}}{{end}}{{block "b" .}}{{end}}{{template "b"}}', undefined],
])('%j', (template, fault) => {
  expect(faultOf(template)).toBe(fault);
});

test('the tree of a file, and of what it defines', () => {
  const parsed = parseTemplate('a', 'x{{define "b"}}{{(.c).d}}{{end}}{{$y := 0x1F}}', {
    hasFunction,
  });
  if ('fault' in parsed) throw new Error(parsed.fault.words);
  const { defines } = parsed;
  expect([...defines.keys()]).toEqual(['b', 'a']);
  expect(defines.get('b')?.nodes).toMatchObject([
    { type: 'action', pipe: { commands: [{ operands: [{ type: 'chain', names: ['d'] }] }] } },
  ]);
  expect(defines.get('a')?.nodes).toMatchObject([
    { type: 'text', text: 'x' },
    {
      type: 'action',
      pipe: {
        declares: [{ names: ['$y'] }],
        commands: [{ operands: [{ type: 'number', int: 31n, uint: 31n, float: 31 }] }],
      },
    },
  ]);
});
