/** What a message holds at most, in bytes of UTF-8; AWS: 1 MB for an access log entry. */
export const messageBytesMax = 1_048_576;

/** Twice it is still a whole number; some 140,000 years from now. */
export const timestampMsMax = 2 ** 52 - 1;

/** What one block holds at most; a reader refuses what is above. */
export const logBlockBounds = {
  bytes: 4 * 1024 * 1024,
  sections: 10_000,
  events: 200_000,
} as const;
