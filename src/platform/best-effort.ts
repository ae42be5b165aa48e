/** The result of work that may fail: undefined then. */
export async function bestEffort<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
