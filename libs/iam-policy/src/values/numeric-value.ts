const decimal = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** A decimal number, to the precision of a double; NaN for what is none. */
export const readNumber = (text: string): number => (decimal.test(text) ? Number(text) : NaN);
