/** What stands between `%` and the verb (fmt/format.go, fmtFlags). */
export interface Flags {
  width: number | undefined;
  precision: number | undefined;
  minus: boolean;
  plus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  /** `%+v`: structs with the names of their fields. */
  plusV: boolean;
  /** `%#v`: as it is written in Go. */
  sharpV: boolean;
}

export function noFlags(): Flags {
  return {
    ...{ width: undefined, precision: undefined },
    ...{ minus: false, plus: false, sharp: false, space: false, zero: false },
    ...{ plusV: false, sharpV: false },
  };
}
