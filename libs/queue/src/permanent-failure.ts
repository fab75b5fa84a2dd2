/** Thrown by a job that would fail the same way every time: it is dead at once, without further attempts. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}
