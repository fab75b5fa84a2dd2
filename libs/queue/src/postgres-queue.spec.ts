import { jobQueueConformance } from './job-queue.conformance.js';

jobQueueConformance('Postgres', () => ({
  backend: 'postgres',
  url: process.env.TOLLGATE_TEST_POSTGRES_URL ?? '',
}));
