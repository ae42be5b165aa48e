/** Sprig's functions of what is set and what isn't (`defaults.go`). */
import { fixed, variadic } from '../../go/template/function.ts';
import type { GoFunction } from '../../go/value.ts';
import { isEmpty } from './empty.ts';

export const defaultFunctions: Record<string, GoFunction> = {
  default: variadic(['interface {}'], 'interface {}', (fallback, ...given) =>
    isEmpty(given[0]) ? fallback : given[0],
  ),
  empty: fixed(['interface {}'], isEmpty),
  coalesce: variadic(
    [],
    'interface {}',
    (...values) => values.find((value) => !isEmpty(value)) ?? null,
  ),
  all: variadic([], 'interface {}', (...values) => !values.some(isEmpty)),
  any: variadic([], 'interface {}', (...values) => values.some((value) => !isEmpty(value))),
  ternary: fixed(['interface {}', 'interface {}', 'bool'], (yes, no, decides) =>
    decides ? yes : no,
  ),
};
