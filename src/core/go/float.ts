/**
 * `value` as Helm turns an unquoted number into text: Go's `FormatFloat(value, 'g', -1, 32)`, the
 * shortest digits that give the same 32-bit float, as sigs.k8s.io/yaml calls it. So `version: 1.10`
 * is read as `1.1`, and `7244500.0` as `7.2445e+06`.
 */
export function formatFloat32(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return 'NaN';
  if (!Number.isFinite(single)) return single > 0 ? '+Inf' : '-Inf';
  const sign = single < 0 || Object.is(single, -0) ? '-' : '';
  if (single === 0) return `${sign}0`;
  return sign + general(shortest(Math.abs(single)));
}

/** Digits with the point after the first, and an exponent, as Go's `%g` writes them. */
function general({ digits, exponent }: { digits: string; exponent: number }): string {
  // The exponent form is outside 10^-4 ... 10^6 (strconv/ftoa.go).
  if (exponent < -4 || exponent >= 6) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const power = String(Math.abs(exponent)).padStart(2, '0');
    return `${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${power}`;
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return whole + (fraction && `.${fraction}`);
}

/**
 * The fewest digits, with the point after the first, that read back as the same 32-bit float; among
 * several such numbers the nearest one, and in a tie the even one.
 */
function shortest(single: number): { digits: string; exponent: number } {
  const [all = '', power] = single.toExponential(100).replace('.', '').split('e');
  for (let length = 1; ; length++) {
    const below = Number(all.slice(0, length));
    const rest = all.slice(length);
    const half = '5'.padEnd(rest.length, '0');
    const upwards = rest > half || (rest === half && below % 2 === 1);
    for (const nearest of upwards ? [below + 1, below] : [below, below + 1]) {
      if (Math.fround(Number(`${nearest}e${Number(power) - length + 1}`)) !== single) continue;
      const carried = String(nearest).length - length;
      return { digits: String(nearest).slice(0, length), exponent: Number(power) + carried };
    }
  }
}
