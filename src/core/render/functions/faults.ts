import { GoError } from '../../go/error.ts';

/** What Go panics with where it looks at the type of nil. */
export function nilDereference(): GoError {
  return new GoError('runtime error: invalid memory address or nil pointer dereference');
}

/** What Go panics with where a value isn't of the type that a function takes for granted. */
export function wrongType(actual: string, wanted: string): GoError {
  return new GoError(`interface conversion: interface {} is ${actual}, not ${wanted}`);
}
