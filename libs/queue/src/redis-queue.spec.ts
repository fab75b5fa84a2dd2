import { jobQueueConformance } from './job-queue.conformance.js';

const url = process.env.TOLLGATE_TEST_REDIS_URL;

// CI always has a Redis (the global setup refuses to go on without); elsewhere it may not be installed.
if (url) jobQueueConformance('Redis', () => ({ backend: 'redis', url }));
else test.skip('needs a Redis: set TOLLGATE_TEST_REDIS_URL', () => undefined);
