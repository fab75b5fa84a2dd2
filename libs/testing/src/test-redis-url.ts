/**
 * The run's Redis. Without one the conformance suites leave their Redis half out; CI always has one (global
 * setup refuses to go on there).
 */
export function testRedisUrl(): string | undefined {
  return process.env.TOLLGATE_TEST_REDIS_URL;
}
