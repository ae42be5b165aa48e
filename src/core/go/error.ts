/** An error that a function of Go returns, or what it panics with; the message is Go's. */
export class GoError extends Error {
  /** The error that this one wraps, as `errors.Unwrap` gives it. */
  readonly wrapped: GoError | undefined;

  constructor(message: string, wrapped?: GoError) {
    super(message);
    this.name = 'GoError';
    this.wrapped = wrapped;
  }
}
