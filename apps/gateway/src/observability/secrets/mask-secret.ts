const charsShown = 6;

/**
 * A secret as logs show it: its last 6 characters behind asterisks, one for each that is left out (recorded:
 * execution logs); of one that is not twice as long nothing.
 */
export function maskSecret(secret: string): string {
  const shown = secret.length >= 2 * charsShown ? secret.slice(-charsShown) : '';
  return '*'.repeat(Math.min(secret.length - shown.length, asterisksMax)) + shown;
}

/** A token has thousands of characters. */
const asterisksMax = 64;
