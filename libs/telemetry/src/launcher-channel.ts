/**
 * Under `npm start` each app is a child of the launcher with an IPC channel. Started by itself
 * (`npm run start:gateway`, a container) it has none, and both functions do nothing.
 */

/** Tells the launcher that this process does its work now. */
export function announceReady(): void {
  process.send?.('ready');
}

/**
 * Ends this process when the launcher has died, so that no process of a killed `npm start` goes on holding
 * its port. The end is the same as at SIGTERM, so that the app's own orderly shutdown runs; one that takes
 * longer than `graceMs` is cut short.
 */
export function exitWhenParentIsGone(graceMs = 10_000): void {
  if (!process.send) return;
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening makes Node count the channel as work; it must not keep a process alive that has ended its own.
  process.channel?.unref();
}
