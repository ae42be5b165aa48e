import { findProgram } from '../../scripts/lib/processes.mjs';

/**
 * The first of these programs that isn't installed here. A test that needs it is skipped by name,
 * and counted as skipped.
 */
export function missingProgram(...names: string[]): string | undefined {
  return names.find((name) => !findProgram(name));
}

/** Why a test is skipped. */
export const notInstalled = (name: string | undefined): string => `${name} is not installed`;
