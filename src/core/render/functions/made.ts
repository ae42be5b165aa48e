import { GoError } from '../../go/error.ts';
import { context } from './context.ts';

/**
 * What a function makes asynchronously. An error of Go's belongs to the function, in the run that
 * comes next, rather than to the rendering as a whole.
 */
export function madeOrRefused<T>(make: () => Promise<T>): T {
  const result = context().made(async () => {
    try {
      return { value: await make() };
    } catch (error) {
      if (error instanceof GoError) return { error };
      throw error;
    }
  });
  if ('error' in result) throw result.error;
  return result.value;
}
