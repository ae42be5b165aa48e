/** An error, or a part of its data, that says why by a code of a closed list. */
interface Fault {
  reason: string;
}

/** The words for each reason of `F`, or how they are made of what comes with it. */
export type ReasonWords<F extends Fault> = {
  [R in F['reason']]: string | ((fault: With<F, R>) => string);
};

/** Those members of the union `F` that the reason `R` may stand in. */
type With<F extends Fault, R> = F extends Fault ? (R extends F['reason'] ? F : never) : never;

/** The words for why something failed. */
export function reasonWords<F extends Fault>(words: ReasonWords<F>, fault: F): string {
  // The compiler can't relate a reason to its data once both are unions.
  const own = words[fault.reason as F['reason']] as string | ((fault: F) => string);
  return typeof own === 'string' ? own : own(fault);
}
