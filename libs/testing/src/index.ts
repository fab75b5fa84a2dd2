/** A fresh database per suite, on the run's own Postgres. */
export { createTestDatabase, type TestDatabase } from './create-test-database.js';
/** The run's Redis, or `undefined` where none is installed. */
export { testRedisUrl } from './test-redis-url.js';
/** Instead of a sleep. */
export { waitFor, type WaitOptions } from './wait-for.js';
/** A process under test that does not outlive it. */
export { startProcess, stopProcesses, type ProcessExit, type TestProcess } from './start-process.js';
/** A port for a server that a test starts later. */
export { freePort } from './free-port.js';
/** One suite per port of rate-limits, run against each of its adapters. */
export { describeTokenCounter, type CounterUnderTest } from './token-counter-conformance.js';
export { describeRateBuckets, type BucketsUnderTest } from './rate-buckets-conformance.js';
/** Servers from npm that speak DynamoDB, Kinesis, SQS and S3. */
export * from './aws-servers.js';
/** An OpenTelemetry collector's stand-in. */
export { startTestCollector, type CollectedSpan, type TestCollector } from './test-collector.js';
/** Bounds in steps, where a clock would judge the machine. */
export { startStepCounter, type StepCounter } from './count-steps.js';
/** Entities of a definition with nothing set but what a test needs. */
export { mockMethodWith, restApiWith, rootResource, stageWith } from './definitions.js';
export {
  httpApiWith,
  httpAuthorizerWith,
  httpDefinitionWith,
  httpIntegrationWith,
  httpRouteWith,
  httpStageWith,
} from './http-definitions.js';
export * from './http-definitions.js';
export { readPrometheusText, type ReadFamily } from './read-prometheus-text.js';
/** Certificates that are made for the test, so that none ends one day. */
export {
  makeTestCertificate,
  type TestCertificate,
  type TestCertificateOptions,
} from './test-certificate.js';
/** What an authority says it has revoked. */
export { makeTestRevocationList, type TestRevocationListOptions } from './test-revocation-list.js';
/** A WebSocket client of bytes: it sends what a well-behaved one would not. */
export {
  closePayload,
  frame,
  opcodes,
  readFrame,
  type Frame,
  type FrameOptions,
} from './raw-websocket/frame.js';
export {
  acceptOf,
  exampleKey,
  handshakeRequest,
  type HandshakeOptions,
  type ResponseHead,
} from './raw-websocket/handshake.js';
export { RawWebSocket, type Ending, type RawTarget } from './raw-websocket/raw-websocket.js';
