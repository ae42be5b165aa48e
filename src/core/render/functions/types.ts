/** Sprig's functions of types (`reflect.go`). */
import { fixed } from '../../go/template/function.ts';
import { kindOf, typeOf, type GoFunction } from '../../go/value.ts';
import { deepEqual } from './deep-equal.ts';

export const typeFunctions: Record<string, GoFunction> = {
  typeOf: fixed(['interface {}'], typeOf),
  typeIs: fixed(['string', 'interface {}'], (type, value) => typeOf(value) === type),
  typeIsLike: fixed(['string', 'interface {}'], (type, value) =>
    [type, `*${type}`].includes(typeOf(value)),
  ),
  kindOf: fixed(['interface {}'], kindOf),
  kindIs: fixed(['string', 'interface {}'], (kind, value) => kindOf(value) === kind),
  deepEqual: fixed(['interface {}', 'interface {}'], deepEqual),
};
