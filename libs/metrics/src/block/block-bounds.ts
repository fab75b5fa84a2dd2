/** Bounds of one block of metrics, kept by gateways and checked by the control plane. */
export const metricsBlockBounds = {
  rowsMax: 5_000,
  /** Before it is compressed. */
  bytesMax: 4 * 1024 * 1024,
  /** UTF-8, of one name. */
  textBytesMax: 1_024,
  /** The last minute that has a number: in the year 10135. */
  minuteMax: 2 ** 32 - 1,
} as const;
