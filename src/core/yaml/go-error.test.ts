import { expect, test } from 'vitest';
import { isChartroomError } from '../errors.ts';
import { goYamlError } from './go-error.ts';
import { parseYaml } from './parse.ts';

// tests/interop/functions-parity.test.ts asks yaml.v2 about texts at random.

test.each([
  ['a: b: c', 'yaml: mapping values are not allowed in this context'],
  ['x: 1\na: b: c', 'yaml: line 2: mapping values are not allowed in this context'],
  ['a: "b\n\nc', 'yaml: line 3: found unexpected end of stream'],
  ['a: 1\nb', "yaml: line 3: could not find expected ':'"],
  ['a: [1\nb: 2', "yaml: line 1: did not find expected ',' or ']'"],
  ['a: 1\n- b', 'yaml: line 1: did not find expected key'],
  ['a: 1\n\tb: 2', 'yaml: line 2: found a tab character that violates indentation'],
  ['a: *b', "yaml: unknown anchor 'b' referenced"],
  ['[a, 1]: b', 'yaml: invalid map key: []interface {}{"a", 1}'],
  ['a: !!int b', 'yaml: cannot decode !!str `b` as a !!int'],
  ['a: "\\ud800"', 'yaml: found invalid Unicode character escape code'],
  ['a: \x01', 'yaml: control characters are not allowed'],
])('%j', (text, message) => {
  try {
    parseYaml(text, '');
    expect.unreachable();
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    expect(goYamlError(error)).toBe(message);
  }
});
