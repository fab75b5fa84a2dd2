/**
 * What one decision may cost, in characters of patterns compared and values tried: some milliseconds on slow
 * machines. A request whose ARN and header values are of the lengths that a gateway takes (10 KiB of headers,
 * an ARN of 1,600 bytes) reaches it only against patterns made for that, `*a*a*a*b`: then the decision is a
 * deny. Deciding is synchronous, so that one counter serves all.
 */
export const workMax = 500_000;

export const work = { left: 0 };
