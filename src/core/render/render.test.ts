import { expect, test } from 'vitest';
import { ChartTree } from '../chart/tree.ts';
import { RenderError } from './engine/engine.ts';
import { printRendered } from './print.ts';
import { render } from './render.ts';

// tests/interop/render-parity.test.ts compares with Helm; here is what Helm has no bounds for.

function rendered(
  template: string,
  { time = 5_000, size = 10_000_000, files: more = {} as Record<string, string> } = {},
) {
  const encoder = new TextEncoder();
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'values.yaml': 'num: 1\n',
    'templates/a.yaml': template,
    ...more,
  };
  const tree = new ChartTree(
    Object.entries(files).map(([path, text]) => ({ path, bytes: encoder.encode(text) })),
  );
  const budget = { size, deadline: performance.now() + time };
  return render(tree, { helm: 4, budget });
}

test.each([
  ['{{ $t := "{{ tpl .t . }}" }}{{ tpl $t (dict "t" $t) }}', 'too-deep'],
  ['{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $d }}', 'too-deep'],
  ['{{ repeat 1000000000 "x" }}', 'too-large'],
  ['{{ until 1000000000 }}', 'too-large'],
  ['{{ $x := "x" }}{{ range until 60 }}{{ $x = print $x $x }}{{ end }}', 'too-large'],
  ['{{ printf "%1000000d" 1 | repeat 1000 }}', 'too-large'],
  ['{{ define "d" }}{{ include "d" (print . .) }}{{ end }}{{ include "d" "x" }}', 'too-large'],
])('%s is ended: %s', async (template, excess) => {
  await expect(rendered(template)).rejects.toMatchObject({ excess });
});

test.each(['regexMatch (repeat 15000 "\\\\pL") "a"', 'regexSplit (repeat 15000 "\\\\pL") "é" -1'])(
  'a pattern that is too large is told as one where it is used: %s',
  async (call) => {
    const used = rendered(`{{ ${call} }}`, { size: 20_000_000 });
    await expect(used).rejects.toMatchObject({ excess: 'large-pattern' });
  },
);

test('runs that are repeated for what is made in between have less and less room, and time to the end', async () => {
  const made = (call: string) => `{{ range until 10000 }}{{ $x := ${call} }}{{ end }}`;
  await expect(rendered(made('genPrivateKey "ecdsa"'))).rejects.toMatchObject({
    excess: 'too-large',
  });
  const hashing = rendered(made('bcrypt "a"'), { time: 300 });
  await expect(hashing).rejects.toMatchObject({ excess: 'too-long' });
});

/** Includes itself as often as it is told, and once more. */
const DEEP = '{{ define "n" }}{{ if . }}{{ include "n" (sub . 1) }}{{ end }}.{{ end }}';

test('templates go as deep as in Helm, which is deeper than the stack', async () => {
  const deep = await rendered(`${DEEP}a: {{ include "n" 1000 | len }} {{ include "n" 100 | len }}`);
  expect(deep.manifests[0]?.text).toBe('a: 1001 101');
  await expect(rendered(`${DEEP}{{ include "n" 1001 }}`)).rejects.toThrow(
    'rendering template has a nested reference name: n: unable to execute template',
  );
  const endless = '{{ define "t" }}{{ template "t" . }}{{ end }}{{ template "t" . }}';
  await expect(rendered(endless, { time: 60_000 })).rejects.toThrow(
    'c/templates/a.yaml:1:28\n  executing "t" at <{{template "t" .}}>:\n    exceeded maximum template depth (100000)',
  );
});

test('what is random or made in the depth comes once, and what changes values there can’t', async () => {
  const inDepth = (what: string) =>
    `{{ define "n" }}{{ if . }}{{ include "n" (sub . 1) }}{{ else }}${what}{{ end }}{{ end }}`;
  const made = await rendered(
    `${inDepth('{{ randAlpha 9 }} {{ fromToml "a = 1" }}')}a: {{ include "n" 150 }} {{ randAlpha 9 }}`,
  );
  const words = /^a: (\w{9}) map\[a:1\] (\w{9})$/.exec(made.manifests[0]?.text ?? '');
  expect(words?.[1]).not.toBe(words?.[2]);
  const changing = `${inDepth('{{ $_ := set $.Values "a" 1 }}')}{{ include "n" 150 }}`;
  await expect(rendered(changing.replace('$.Values', '(dict)'))).rejects.toMatchObject({
    excess: 'too-deep',
  });
});

test('what takes too long is ended', async () => {
  const endless = rendered('{{ range 100000000 }}{{ range 0 }}{{ end }}{{ end }}', { time: 50 });
  await expect(endless).rejects.toHaveProperty('excess');
});

test('an error has the words of Helm, and what is random is told', async () => {
  await expect(rendered('{{ fail "no luck" }}')).rejects.toThrow(
    new RenderError('execution error at (c/templates/a.yaml:1:3): no luck'),
  );
  expect([...(await rendered('a: {{ randAlpha 5 }}')).differences]).toEqual(['random']);
  const plain = await rendered('a: {{ .Values.num }}');
  expect([...plain.differences]).toEqual([]);
  expect(printRendered(plain)).toBe('---\n# Source: c/templates/a.yaml\na: 1\n');
});

test('the bytes of a file are printed in about the room that their text takes', async () => {
  const bytes = '{{ print .Files | len }}';
  const files = { 'crds/a.txt': 'x'.repeat(300_000) };
  const { manifests } = await rendered(`a: ${bytes}`, { size: 3_000_000, files });
  expect(manifests[0]?.text).toBe('a: 1200017');
});

test('a method is called wherever its receiver stands', async () => {
  const operands = [
    '{{ (semver "3.2.1").Major }}',
    '{{ print (semver "3.2.1").Major }}',
    '{{ "3.2.1" | semver | print }}',
    '{{ with semver "3.2.1" }}{{ print .Major }}{{ end }}',
    '{{ $v := semver "3.2.1" }}{{ print $v.Major }}',
  ];
  const { manifests } = await rendered(`a: ${operands.join(' ')}`);
  expect(manifests[0]?.text).toBe('a: 3 3 3.2.1 3 3');
});
