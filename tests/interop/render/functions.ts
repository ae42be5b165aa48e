/**
 * Functions that no Go program is asked about: what is random by what is certain of it, other names of
 * functions, and those that end in an error where the same without `must` doesn't. A line for each.
 */
import type { RenderCase } from './charts.ts';

const LINES = String.raw`
{{ randAlphaNum 5 | len }} {{ randAlpha 0 }} {{ randNumeric 3 | regexMatch "^\\d{3}$" }} {{ randAscii 4 | len }}
{{ randBytes 3 | b64dec | len }} {{ randInt 3 4 }} {{ uuidv4 | len }} {{ shuffle "aaa" }} {{ hello }}
{{ ago now }} {{ now | date "2006" | len }} {{ typeOf now }} {{ now | unixEpoch | len }}
{{ bcrypt "p" | len }} {{ htpasswd "u" "p" | regexMatch "^u:\\$2a\\$10\\$.{53}$" }} {{ htpasswd "a:b" "p" }} {{ bcrypt (repeat 73 "x") }}
{{ derivePassword 1 "long" "pw" "user" "site" }} {{ derivePassword 2 "pin" "p" "u" "s" }} {{ encryptAES "k" "text" | decryptAES "k" }}
{{ $c := genSelfSignedCert "a.b" (list "1.2.3.4") (list "x.y") 30 }}{{ typeOf $c }} {{ contains "BEGIN CERTIFICATE" $c.Cert }}
{{ $ca := genCA "ca" 1 }}{{ hasPrefix "-----BEGIN" (genSignedCert "cn" nil (list "a") 1 $ca).Cert }}
{{ $k := genPrivateKey "ed25519" }}{{ contains "PRIVATE KEY" (genSelfSignedCertWithKey "a" nil nil 1 $k).Key }}
{{ $k := genPrivateKey "ecdsa" }}{{ contains "EC PRIVATE KEY" (genSignedCertWithKey "a" nil nil 1 (genCA "c" 1) $k).Key }}
{{ trimall "x" "xax" }} {{ date_modify "1h" (toDate "2006" "2020") }} {{ must_date_modify "1h" (toDate "2006" "2020") }}
{{ mustAppend (list 1) 2 }} {{ mustPrepend (list 1) 2 }} {{ mustPush (list 1) 2 }} {{ mustChunk 2 (list 1 2 3) }} {{ mustCompact (list 0 1 "") }}
{{ mustDeepCopy (dict "a" 1) }} {{ mustHas 1 (list 1) }} {{ mustInitial (list 1 2) }} {{ mustLast (list 1 2) }} {{ mustRest (list 1 2) }}
{{ mustReverse (list 1 2) }} {{ mustSlice (list 1 2 3) 1 }} {{ mustWithout (list 1 2) 1 }} {{ mustRegexReplaceAllLiteral "a" "aba" "$0" }}
{{ mustAppend "x" 1 }}
{{ mustPrepend 1 1 }}
{{ mustChunk 0 (list 1) }}
{{ mustCompact "x" }}
{{ mustDeepCopy nil }}
{{ mustHas 1 "x" }}
{{ mustInitial 5 }}
{{ mustLast 5 }}
{{ mustRest 5 }}
{{ mustReverse "abc" }}
{{ mustSlice (list 1 2) 5 }}
{{ mustWithout 5 1 }}
{{ mustRegexReplaceAllLiteral "(" "a" "b" }}
{{ must_date_modify "x" now }}
{{ randAlpha -1 }}
{{ randInt 5 5 }}
{{ genCA 5 1 }}
{{ genSelfSignedCert "a" (list "bad") nil 1 }}
{{ genSignedCert "cn" nil nil 1 "x" }}
{{ genSelfSignedCertWithKey "a" nil nil 1 "x" }}
{{ env "HOME" }}
{{ .Chart }}
`;

export const FUNCTION_CASES: RenderCase[] = LINES.trim()
  .split('\n')
  .map((line, i) => ({
    name: `functions ${i}`,
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
      'templates/a.yaml': `a: |\n  ${line}\n`,
    },
  }));
