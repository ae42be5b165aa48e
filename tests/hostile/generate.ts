/** Templates at random that ask for more time or memory than there is, and some that only look so. */
import { Random } from '../faults/random.ts';
import { backtracking, chained, HUGE, OF_LIST, OF_TEXT, TEXTS, times } from './parts.ts';

/** Makes a template, or several that define things for each other, in one text. */
type Family = (random: Random) => string;

export const FAMILIES: Readonly<Record<string, Family>> = {
  'includes without end': (random) => {
    const args = random.pick([
      '.',
      '(list .)',
      '(dict "a" .)',
      '(printf "%s%s" . .)',
      '(print . "x")',
    ]);
    const call = random.pick([
      `{{ include "a" ${args} }}`,
      `{{ template "a" ${args} }}`,
      `{{ include "b" ${args} }}`,
      `{{ $x := include "a" ${args} }}{{ include "a" ${args} }}`,
      `{{ range until 3 }}{{ include "a" ${args} }}{{ end }}`,
    ]);
    return `{{ define "a" }}${'y'.repeat(random.below(50))}${call}{{ end }}{{ define "b" }}{{ include "a" . }}{{ end }}{{ include "a" "x" }}`;
  },
  'tpl within tpl': (random) =>
    random.pick([
      '{{ $t := "{{ tpl .t . }}" }}{{ tpl $t (dict "t" $t) }}',
      '{{ $t := "{{ tpl .t . }}{{ tpl .t . }}" }}{{ tpl $t (dict "t" $t) }}',
      '{{ $t := "{{ $x := dict \\"t\\" (print .t .t) }}{{ tpl .t $x }}" }}{{ tpl $t (dict "t" $t) }}',
      `{{ range until ${times(random)} }}{{ tpl (repeat 1000 "{{ 1 }}") $ }}{{ end }}`,
      `{{ tpl (repeat ${times(random)} "{{ if 1 }}") . }}`,
      `{{ tpl (repeat ${times(random)} "{{ 1 }}") . }}`,
      `{{ tpl (print "{{ " (repeat ${times(random)} "(") 1 (repeat ${times(random)} ")") " }}") . }}`,
      `{{ tpl (print "{{ " (repeat ${times(random)} "print ") " }}") . }}`,
      `{{ tpl (print "{{ $" (repeat ${times(random)} ".a") " }}") . }}`,
      `{{ tpl (repeat ${times(random)} "{{ define \\"a\\" }}{{ end }}") . }}`,
    ]),
  'texts repeated': (random) => {
    const text = `(repeat ${random.chance(0.5) ? random.pick(HUGE) : times(random)} "${random.pick(TEXTS)}")`;
    return `{{ ${text} | ${chained(random, OF_TEXT, 1 + random.below(3))} }}`;
  },
  'texts kept': (random) => {
    const count = times(random);
    return random.pick([
      `{{ $l := list }}{{ range until ${count} }}{{ $l = append $l (${chained(random, ['repeat 100000 "x"'], 1)}) }}{{ end }}{{ len $l }}`,
      `{{ $d := dict }}{{ range until ${count} }}{{ $_ := set $d (print .) (repeat 10000 (print .)) }}{{ end }}{{ len $d }}`,
      `{{ $t := repeat 1000000 "${random.pick(TEXTS)}" }}{{ $l := list }}{{ range until ${count} }}{{ $l = append $l ($t | ${chained(random, OF_TEXT, 1)}) }}{{ end }}{{ len $l }}`,
      `{{ $d := dict }}{{ range until ${count} }}{{ $_ := set $d (print .) (dict "a" (dict "b" .)) }}{{ end }}{{ $d | ${chained(random, OF_LIST, 1)} }}`,
    ]);
  },
  doubling: (random) => {
    const rounds = 20 + random.below(60);
    const step = random.pick([
      ...([
        '$x = print $x $x',
        '$x = cat $x $x',
        '$x = printf "%s%s" $x $x',
        '$x = printf "%[1]s%[1]s" $x',
      ] as const),
      ...([
        '$x = replace "x" "xx" $x',
        '$x = join $x (list $x $x $x)',
        '$x = list $x $x',
        '$x = concat (list $x) (list $x)',
      ] as const),
      ...([
        '$x = dict "a" $x "b" $x',
        '$x = toYaml (list $x $x)',
        '$x = toJson (list $x $x)',
        '$x = quote $x $x',
      ] as const),
      ...([
        '$x = b64enc $x',
        '$x = b32enc $x',
        '$x = regexReplaceAll "x" (toString $x) "xx"',
        '$x = html $x',
        '$x = js (toJson $x)',
      ] as const),
      ...([
        '$x = urlquery (print "é" $x)',
        '$x = indent 4 (print $x "\\n" $x)',
        '$x = print (list $x $x)',
        '$x = printf "%#v" (list $x $x)',
      ] as const),
      ...([
        '$x = tpl "{{ . }}{{ . }}" $x',
        '$x = toPrettyJson (list $x $x)',
        '$x = toYamlPretty (list $x $x)',
        '$x = toToml (dict "a" $x "b" $x)',
      ] as const),
    ]);
    const end = random.pick([
      'len (toString $x)',
      '$x',
      'toYaml $x',
      'toJson $x',
      'deepCopy $x',
      'print $x',
      'sha256sum (toString $x)',
    ]);
    return `{{ $x := "x" }}{{ range until ${rounds} }}{{ ${step} }}{{ end }}{{ ${end} }}`;
  },
  'lists doubled': (random) => {
    const step = random.pick([
      '$l = concat $l $l',
      '$l = concat $l $l $l $l',
      '$l = concat $l (reverse $l)',
      '$l = append $l $l',
      '$l = list $l $l',
      '$l = concat (list $l) (deepCopy (list $l $l))',
      '$l = chunk 1 (concat $l $l)',
    ]);
    return `{{ $l := list ${random.pick(['1', '"a"', 'nil', '1.5', '(dict)'])} }}{{ range until ${20 + random.below(60)} }}{{ ${step} }}{{ end }}{{ $l | ${chained(random, OF_LIST, 1)} }}`;
  },
  'long lists': (random) => {
    const list = random.pick([
      `until ${times(random)}`,
      `until ${random.pick(HUGE)}`,
      `untilStep 0 ${random.pick(HUGE)} ${1 + random.below(3)}`,
      `seq 1 ${random.pick(HUGE)} | splitList " "`,
      `splitList "" (repeat ${times(random)} "a")`,
      `regexFindAll "." (repeat ${times(random)} "a") -1`,
      `regexSplit "" (repeat ${times(random)} "a") -1`,
    ]);
    return `{{ ${list} | ${chained(random, OF_LIST, 1 + random.below(2))} | len }}`;
  },
  loops: (random) => {
    const body = random.pick([
      ...([
        '',
        'a',
        '{{ . }}',
        '{{ $x = . }}',
        '{{ len "a" }}',
        '{{ continue }}',
        '{{ printf "%d" 1 }}',
      ] as const),
      ...([
        '{{ range 100000 }}{{ end }}',
        '{{ bcrypt "a" }}',
        '{{ now }}',
        '{{ uuidv4 }}',
        '{{ randAlphaNum 1000 }}',
      ] as const),
      ...([
        '{{ sha256sum (repeat 10000 "a") }}',
        '{{ regexFind "a+" "aaa" }}',
        '{{ regexMatch (print . "a") "b" }}',
      ] as const),
      ...([
        '{{ genPrivateKey "ecdsa" }}',
        '{{ genSelfSignedCert "a" nil nil 1 }}',
        '{{ derivePassword 1 "long" "p" "u" "s" }}',
      ] as const),
      ...([
        '{{ toYaml $ }}',
        '{{ fromYaml "a: [1, 2]" }}',
        '{{ deepCopy $ }}',
        '{{ merge (dict) $.Values }}',
        '{{ htpasswd "a" "b" }}',
      ] as const),
      ...([
        '{{ semverCompare "^1 || >2" "1.2.3" }}',
        '{{ date "2006" now }}',
        '{{ genPrivateKey "rsa" }}',
        '{{ genPrivateKey "dsa" }}',
      ] as const),
    ]);
    const over = random.pick([...HUGE, `until ${times(random)}`, times(random)]);
    return `{{ $x := 1 }}{{ range ${over} }}${body}{{ end }}`;
  },
  'backtracking patterns': (random) => {
    const name = random.pick(['regexMatch', 'regexFind', 'mustRegexMatch']);
    const text = `(repeat ${random.pick(['30', '40', '1000', '100000'])} "a")`;
    const pattern = JSON.stringify(backtracking(random)).replaceAll('\\\\\\\\', '\\\\');
    if (random.chance(0.3)) return `{{ regexReplaceAll ${pattern} ${text} "$1$1" }}`;
    return `{{ ${name} ${pattern} ${text} }}`;
  },
  'large patterns': (random) => {
    const pattern = random.pick([
      ...([
        'repeat 1000000 "("',
        'repeat 100000 "a{1000}"',
        'repeat 1000000 "a|"',
        'repeat 1000 "(a{1,10}){1,10}"',
      ] as const),
      ...([
        'print (repeat 10000 "(") "a" (repeat 10000 ")")',
        'repeat 100000 "[a-z]"',
        'repeat 30000 "\\\\pL"',
      ] as const),
      ...([
        'repeat 500000 "(?i)k"',
        'print (repeat 999 "(") "a" (repeat 999 "){2}")',
        'repeat 100 "(?P<a>b)"',
      ] as const),
    ]);
    return `{{ regexMatch (${pattern}) (repeat ${times(random)} "a") }}`;
  },
  'formats of numbers': (random) => {
    const width = random.pick(['999999999', '1000000', '999999', '100000', '*']);
    const verb = random.pick([
      'd',
      's',
      'v',
      'x',
      'f',
      'e',
      'g',
      'q',
      'b',
      'o',
      'U',
      'c',
      't',
      'T',
      '+q',
      '#v',
      '#x',
    ]);
    const precision = random.pick(['', `.${width}`, '.*', '.999999']);
    const flags = random.pick(['', '0', '-', '+', '#', ' ', '-0']);
    const args = random.pick([
      '1',
      '"a"',
      '1000000 1',
      '1000000 1000000 1.5',
      '1e300',
      '(until 1000)',
      '999999 nil',
      '0',
    ]);
    const one = `%${flags}${width}${precision}${verb}`;
    const format = random.chance(0.3) ? `(repeat ${times(random)} "${one}")` : `"${one}"`;
    return `{{ $f := ${format} }}{{ range until ${random.pick(['1', '50', '2000', '1000000'])} }}{{ $x := printf $f ${args} }}{{ end }}`;
  },
  'texts that are read': (random) => {
    const bomb =
      'a: &a [x,x,x,x,x,x,x,x,x]\\n' +
      'bcdefghij'
        .split('')
        .map(
          (name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(',')}]\\n`,
        )
        .join('');
    const text = random.pick([
      `"${bomb}"`,
      `(repeat ${times(random)} "[")`,
      `(repeat ${times(random)} "{\\"a\\":")`,
      `(repeat ${times(random)} "- ")`,
      `(repeat ${times(random)} "a: 1\\n")`,
      `(repeat ${times(random)} "- 1\\n")`,
      `(printf "[%s1]" (repeat ${times(random)} "1,"))`,
      `(printf "[%s{}]" (repeat ${times(random)} "{\\"a\\":[]},"))`,
      `(printf "[%s1]" (repeat ${times(random)} "1e999999,"))`,
      `(printf "a = [%s]" (repeat ${times(random)} "[],"))`,
      `(repeat ${times(random)} "[[a]]\\n")`,
      `(printf "\\"%s\\"" (repeat ${times(random)} "\\\\u00e9"))`,
      `(repeat ${times(random)} "? ")`,
      `(repeat ${times(random)} "&a ")`,
      `(repeat ${times(random)} "# a\\n")`,
      `(printf "a: |\\n%s" (repeat ${times(random)} "  b\\n"))`,
    ]);
    const read = random.pick([
      'fromYaml',
      'fromYamlArray',
      'fromJson',
      'fromJsonArray',
      'fromToml',
      'mustFromJson',
    ]);
    return `{{ ${text} | ${read} | ${random.pick(['toYaml', 'toJson', 'len', 'print', 'deepCopy', 'toToml', 'quote'])} }}`;
  },
  'maps within themselves': (random) => {
    const made = random.pick([
      '$_ := set $d "d" $d',
      '$_ := set $d "d" (dict "e" $d)',
      '$_ := set $d "d" (list $d $d)',
      '$_ := merge $d (dict "d" $d)',
    ]);
    const use = random.pick([
      ...([
        '$d',
        'toYaml $d',
        'toJson $d',
        'toToml $d',
        'deepCopy $d',
        'merge (dict) $d',
        'mergeOverwrite $d $d',
      ] as const),
      ...([
        'eq $d $d',
        'deepEqual $d (deepCopy $d)',
        'printf "%#v" $d',
        'quote $d',
        'toPrettyJson $d',
        'has $d (list $d)',
      ] as const),
      ...([
        'mustMerge $d (dict "d" $d)',
        'toYamlPretty $d',
        'uniq (list $d $d)',
        'print $d',
        'dig "d" "d" "d" 1 $d',
      ] as const),
    ]);
    return `{{ $d := dict }}{{ ${made} }}{{ ${use} }}`;
  },
  'maps doubled': (random) => {
    const step = random.pick([
      '$d = dict "a" $d "b" $d',
      '$d = merge (dict "a" $d) (dict "b" (deepCopy $d))',
      '$d = mergeOverwrite (dict "b" $d) (deepCopy (dict "a" $d "b" $d))',
      '$d = fromYaml (toYaml (dict "a" $d "b" $d))',
      '$d = fromJson (toJson (dict "a" $d "b" $d))',
      '$d = deepCopy (dict "a" $d "b" $d)',
    ]);
    return `{{ $d := dict "a" 1 }}{{ range until ${15 + random.below(50)} }}{{ ${step} }}{{ end }}{{ ${random.pick(['toYaml', 'toJson', 'len', 'deepCopy', 'print', 'values', 'toToml'])} $d }}`;
  },
  'nested syntax': (random) => {
    const depth = random.pick([100, 3000, 20000, 200000]);
    return random.pick([
      `{{ ${'('.repeat(depth)}1${')'.repeat(depth)} }}`,
      '{{ if 1 }}'.repeat(depth) + '{{ end }}'.repeat(depth),
      `{{ range 1 }}`.repeat(depth) + 'a' + '{{ end }}'.repeat(depth),
      `{{ ${'print ('.repeat(depth)}1${')'.repeat(depth)} }}`,
      '{{ if 0 }}{{ else if 0 }}' + '{{ else if 0 }}'.repeat(depth) + '{{ end }}',
      `{{ ${'1 | print '.repeat(depth)} }}`,
      `{{ with 1 }}`.repeat(depth),
      `{{ "${'a'.repeat(depth)}`,
      `{{ .${'a.'.repeat(depth)}b }}`,
    ]);
  },
  randomness: (random) =>
    random.pick([
      `{{ randAlphaNum ${random.pick(HUGE)} }}`,
      `{{ randBytes ${times(random)} }}`,
      `{{ randAscii ${times(random)} | shuffle | len }}`,
      `{{ range until ${times(random)} }}{{ $x := randInt 0 1000 }}{{ end }}`,
      `{{ range until ${times(random)} }}{{ $x := genCA "a" 1 }}{{ end }}`,
      `{{ range until ${times(random)} }}{{ $x := bcrypt (print .) }}{{ end }}`,
      `{{ range until ${times(random)} }}{{ $x := genPrivateKey "rsa" }}{{ end }}`,
      `{{ range until ${times(random)} }}{{ $x := derivePassword . "long" "p" "u" "s" }}{{ end }}`,
      `{{ range until ${times(random)} }}{{ $x := encryptAES "k" (repeat 100000 "a") }}{{ end }}`,
    ]),
};

/** So many templates, as many of each family; the same for the same seed. */
export function hostileTemplates(count: number, seed: number): { family: string; text: string }[] {
  const random = new Random(seed);
  const families = Object.entries(FAMILIES);
  return Array.from({ length: count }, (_, i) => {
    const [family, make] = families[i % families.length] as [string, Family];
    return { family, text: make(random) };
  });
}
