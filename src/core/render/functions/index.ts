import type { GoFunction } from '../../go/value.ts';
import { defaultFunctions } from './defaults.ts';
import { dictFunctions } from './dicts.ts';
import { encodingFunctions } from './encodings.ts';
import { jsonFunctions } from './json.ts';
import { lateFunctions } from './late.ts';
import { listFunctions } from './lists.ts';
import { mathFunctions } from './math.ts';
import { pathFunctions } from './paths.ts';
import { randomFunctions } from './random.ts';
import { regexFunctions } from './regexes.ts';
import { stringFunctions } from './strings.ts';
import { sumFunctions } from './sums.ts';
import { typeFunctions } from './types.ts';
import { versionFunctions } from './versions.ts';
import { yamlFunctions } from './yaml.ts';

/** Those that few charts call or that are large, and what makes keys and encrypts. */
const lateOnes = {
  ...lateFunctions(
    'now date dateInZone date_in_zone dateModify date_modify mustDateModify must_date_modify ' +
      'htmlDate htmlDateInZone toDate mustToDate unixEpoch ago duration durationRound',
    async () => (await import('./dates.ts')).dateFunctions,
  ),
  ...lateFunctions(
    'toToml mustToToml fromToml',
    async () => (await import('./toml.ts')).tomlFunctions,
  ),
  ...lateFunctions('urlParse urlJoin', async () => (await import('./urls.ts')).urlFunctions),
  ...lateFunctions(
    'durationSeconds durationMilliseconds durationMicroseconds durationNanoseconds durationMinutes ' +
      'durationHours durationDays durationWeeks durationRoundTo durationTruncateTo mustToDuration',
    async () => (await import('./durations.ts')).durationFunctions,
  ),
  ...lateFunctions(
    'bcrypt htpasswd derivePassword encryptAES decryptAES getHostByName',
    async () => (await import('./secrets.ts')).secretFunctions,
  ),
  ...lateFunctions(
    'genPrivateKey genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert ' +
      'genSignedCertWithKey buildCustomCert',
    async () => (await import('./certificates.ts')).certificateFunctions,
  ),
};

/** The functions of sprig 3.3 and those of Helm that need neither templates nor a cluster. */
export const sprigFunctions: Readonly<Record<string, GoFunction>> = {
  ...stringFunctions,
  ...listFunctions,
  ...dictFunctions,
  ...mathFunctions,
  ...defaultFunctions,
  ...typeFunctions,
  ...jsonFunctions,
  ...yamlFunctions,
  ...encodingFunctions,
  ...pathFunctions,
  ...regexFunctions,
  ...sumFunctions,
  ...versionFunctions,
  ...randomFunctions,
  ...lateOnes,
};
