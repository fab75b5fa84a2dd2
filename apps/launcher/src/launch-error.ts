/** Something outside is in the way of the start; the message is the one line to print. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}
