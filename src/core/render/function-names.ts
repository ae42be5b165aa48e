/** Go's own functions (text/template/funcs.go). */
const GO = `
  and call eq ge gt html index js le len lt ne not or print printf println slice urlquery
`;
/** Those of sprig 3.3, without `env` and `expandenv`, which Helm takes out. */
const SPRIG = `
  abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec
  b64enc base bcrypt biggest buildCustomCert camelcase cat ceil chunk clean coalesce compact
  concat contains date dateInZone dateModify date_in_zone date_modify decryptAES deepCopy
  deepEqual default derivePassword dict dig dir div divf duration durationRound empty encryptAES
  ext fail first float64 floor genCA genCAWithKey genPrivateKey genSelfSignedCert
  genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get getHostByName has hasKey
  hasPrefix hasSuffix hello htmlDate htmlDateInZone htpasswd indent initial initials int int64
  isAbs join kebabcase keys kindIs kindOf last list lower max maxf merge mergeOverwrite min minf
  mod mul mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson
  mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind
  mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit
  mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq
  mustWithout must_date_modify nindent nospace now omit osBase osClean osDir osExt osIsAbs pick
  pluck plural prepend push quote randAlpha randAlphaNum randAscii randBytes randInt randNumeric
  regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral
  regexSplit repeat replace rest reverse round semver semverCompare seq set sha1sum sha256sum
  sha512sum shuffle snakecase sortAlpha split splitList splitn squote sub subf substr swapcase
  ternary title toDate toDecimal toPrettyJson toRawJson toString toStrings trim trimAll trimPrefix
  trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep
  untitle upper urlJoin urlParse uuidv4 values without wrap wrapWith
`;
/** Those that Helm adds (helm `pkg/engine/funcs.go`). */
const HELM = `
  fromJson fromJsonArray fromToml fromYaml fromYamlArray include lookup required toJson toToml
  toYaml toYamlPretty tpl
`;
/** Those that only Helm 4 has, from 4.2 on. */
const HELM_4 = `
  durationDays durationHours durationMicroseconds durationMilliseconds durationMinutes
  durationNanoseconds durationRoundTo durationSeconds durationTruncateTo durationWeeks
  mustToDuration mustToToml mustToYaml
`;

/** The names of the functions that templates of Helm 3.22 can call. */
export const HELM_3_FUNCTIONS: ReadonlySet<string> = new Set(wordsOf(GO + SPRIG + HELM));

/** The names of the functions that templates of Helm 4.3 can call. */
export const HELM_4_FUNCTIONS: ReadonlySet<string> = new Set([
  ...HELM_3_FUNCTIONS,
  ...wordsOf(HELM_4),
]);

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}
