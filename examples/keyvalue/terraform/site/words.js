// How figures are said.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const distance = (figure) => whole.format(figure);

/** Milliseconds, or seconds where there are many. */
export function duration(milliseconds) {
  if (milliseconds >= 10_000) return `${fine.format(milliseconds / 1000)} s`;
  return `${milliseconds < 10 ? fine.format(milliseconds) : whole.format(milliseconds)} ms`;
}
