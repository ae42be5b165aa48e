import type { GoFunction } from '../../go/value.ts';
import { certificateFunctions } from './certificates.ts';
import { dateFunctions } from './dates.ts';
import { defaultFunctions } from './defaults.ts';
import { dictFunctions } from './dicts.ts';
import { durationFunctions } from './durations.ts';
import { encodingFunctions } from './encodings.ts';
import { jsonFunctions } from './json.ts';
import { listFunctions } from './lists.ts';
import { mathFunctions } from './math.ts';
import { pathFunctions } from './paths.ts';
import { randomFunctions } from './random.ts';
import { regexFunctions } from './regexes.ts';
import { secretFunctions } from './secrets.ts';
import { stringFunctions } from './strings.ts';
import { sumFunctions } from './sums.ts';
import { tomlFunctions } from './toml.ts';
import { typeFunctions } from './types.ts';
import { urlFunctions } from './urls.ts';
import { versionFunctions } from './versions.ts';
import { yamlFunctions } from './yaml.ts';

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
  ...tomlFunctions,
  ...encodingFunctions,
  ...pathFunctions,
  ...regexFunctions,
  ...sumFunctions,
  ...versionFunctions,
  ...dateFunctions,
  ...durationFunctions,
  ...randomFunctions,
  ...secretFunctions,
  ...certificateFunctions,
  ...urlFunctions,
};
