/**
 * The process cannot start, for a reason that the operator can mend. The message is the one line to print.
 */
export class StartUpError extends Error {
  override readonly name = 'StartUpError';
}
