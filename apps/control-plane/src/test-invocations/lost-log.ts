/** The execution log of a test whose gateway is gone: all that is known. */
export function lostLog(id: string, reason: string): string {
  return [
    `Execution log for request ${id}`,
    `Execution failed: ${reason}. Whether the endpoint was called is not known; the test is not run again by itself.`,
    'Method completed with status: 500',
    '',
  ].join('\n');
}
