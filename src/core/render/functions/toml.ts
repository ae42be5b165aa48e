/** TOML in templates (helm `pkg/engine/funcs.go`). */
import { GoError } from '../../go/error.ts';
import { ENTRY, spend } from '../../go/template/budget.ts';
import { fixed } from '../../go/template/function.ts';
import { writeToml } from '../../go/toml/write.ts';
import { readToml } from '../../go/toml/read.ts';
import type { GoFunction } from '../../go/value.ts';
import { time } from './times.ts';
import { readMap } from './json.ts';
import { marksIn } from './unmarshal.ts';

export const tomlFunctions: Record<string, GoFunction> = {
  // Helm gives the error in place of the text, except for nil, at which the library panics.
  toToml: fixed(['interface {}'], (value) => {
    if (value === null) return toToml(value);
    try {
      return toToml(value);
    } catch (error) {
      if (error instanceof GoError) return error.message;
      throw error;
    }
  }),
  mustToToml: fixed(['interface {}'], toToml),
  fromToml: fixed(['string'], (text) =>
    readMap(() => {
      spend(text.length + 2 * ENTRY * marksIn(text));
      return { value: readToml(text, time) };
    }),
  ),
};

function toToml(value: unknown): string {
  const text = writeToml(value);
  spend(text.length);
  return text;
}
