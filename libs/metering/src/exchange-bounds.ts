/**
 * Bounds of one exchange, checked by the control plane and kept by gateways; they bound the transaction and
 * the stall it causes.
 */
export const exchangeBounds = {
  usageMax: 2000,
  leasesMax: 2000,
  /** The largest count or sequence number; JSON numbers are exact up to here. */
  numberMax: Number.MAX_SAFE_INTEGER,
  idLengthMax: 128,
  /** Permits in one block; bounds what a lost gateway can hold per key. */
  blockMax: 10_000,
} as const;
