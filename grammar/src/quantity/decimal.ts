/**
 * value × 10^shift in decimal digits, without the noise of a floating multiplication; rounded to `digits` significant digits
 * where given. Scientific (`1.2e9`) above 10^`plain` and below 10^-7.
 */
export function decimal(value: number, shift = 0, digits?: number, plain = 20): string {
  if (value === 0) return '0';
  const [mantissa = '', power = '0'] = value.toExponential(digits === undefined ? undefined : digits - 1).split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const significant = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  const exponent = Number(power) + shift;
  if (exponent > plain || exponent < -7) {
    const fraction = significant.length > 1 ? `.${significant.slice(1)}` : '';
    return `${sign}${significant.charAt(0)}${fraction}e${exponent}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${significant}`;
  const whole = significant.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = significant.slice(exponent + 1);
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}
