import { GoInt, TypedNil, type GoMap, type IntKind } from '../value.ts';
import { INT_KINDS } from './int-kinds.ts';

/** What a map gives for a key that it lacks: the zero of the type of its values. */
export function zeroOf({ type, named }: GoMap): unknown {
  const whole = named?.underlying ?? type;
  const of = whole.slice(whole.indexOf(']') + 1);
  switch (of) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'float64':
      return 0;
    case 'interface {}':
      return null;
    default:
      return INT_KINDS.has(of) ? new GoInt(of as IntKind, 0n) : new TypedNil(of);
  }
}
