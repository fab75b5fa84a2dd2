import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { silentLogger } from '#libs/telemetry';
import { createJobProducer } from './create-job-producer.js';
import type { Job, JobConsumer, JobConsumerOptions, JobProducer } from './jobs.js';
import { PermanentFailure } from './permanent-failure.js';
import type { QueueBackend, QueueSettings } from './queue-settings.js';
import { startJobConsumer } from './start-job-consumer.js';

/** What every back-end of the queue must do. Called by one spec per adapter. */
export function jobQueueConformance(name: string, backend: () => QueueBackend): void {
  describe(`job queue on ${name}`, () => {
    let settings: QueueSettings;
    let producer: JobProducer;
    const consumers: JobConsumer[] = [];

    beforeEach(() => {
      settings = {
        ...backend(),
        log: silentLogger,
        queueName: `test-${randomUUID()}`,
        retry: { attempts: 3, firstDelayMs: 40, delayMaxMs: 60 },
      };
      producer = createJobProducer(settings);
    });

    afterEach(async () => {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.close()));
      await producer.close();
    });

    const consume = async (options: Partial<JobConsumerOptions>) => {
      const consumer = await startJobConsumer(settings, {
        process: async () => undefined,
        onFailed: async () => undefined,
        onDead: async () => undefined,
        concurrency: 1,
        ...options,
      });
      consumers.push(consumer);
      return consumer;
    };

    test('a job is delivered once, with its id, name and payload', async () => {
      const seen = new Recorder<Job>();
      await consume({ process: async (job) => seen.add(job) });
      await producer.enqueue([job('1'), job('2'), job('3')]);
      await seen.waitFor((jobs) => jobs.length === 3);
      expect(seen.items).toEqual([job('1'), job('2'), job('3')]);
    });

    test('the same id twice while the first has not ended adds nothing', async () => {
      const seen = new Recorder<string>();
      const gate = new Gate();
      await producer.enqueue([job('7'), job('7')]);
      await producer.enqueue([job('7')]);
      await consume({
        concurrency: 5,
        process: async ({ id }) => {
          seen.add(id);
          await gate.opened;
        },
      });
      await seen.waitFor((ids) => ids.length === 1);
      await producer.enqueue([job('7'), job('8')]);
      await seen.waitFor((ids) => ids.includes('8'));
      gate.open();
      await producer.enqueue([job('9')]);
      await seen.waitFor((ids) => ids.includes('9'));
      expect(seen.items).toEqual(['7', '8', '9']);
    });

    test('an id can be used again once its job has ended, well or dead', async () => {
      const seen = new Recorder<string>();
      const dead = new Recorder<string>();
      await consume({
        process: async ({ id }) => {
          seen.add(id);
          if (id === 'bad') throw new PermanentFailure('never');
        },
        onDead: async ({ id }) => dead.add(id),
      });
      for (const id of ['good', 'bad', 'good', 'bad']) {
        const before = seen.items.length;
        // The job leaves the queue a moment after it has run: put it in until it is taken.
        await waitUntil(async () => {
          await producer.enqueue([job(id)]);
          return seen.items.length > before;
        });
      }
      await dead.waitFor((ids) => ids.length >= 2);
    });

    test('a failed job is tried again, later each time, and told of with the attempt and the reason', async () => {
      const startedAt = new Recorder<number>();
      const failures = new Recorder<string>();
      await consume({
        process: async () => {
          startedAt.add(performance.now());
          if (startedAt.items.length < 3) throw new Error(`no ${startedAt.items.length}`);
        },
        onFailed: async ({ id }, attempt, reason) => failures.add(`${id} ${attempt} ${reason.message}`),
      });
      await producer.enqueue([job('1')]);
      await startedAt.waitFor((times) => times.length === 3);
      expect(failures.items).toEqual(['1 1 no 1', '1 2 no 2']);
      const [first = 0, second = 0, third = 0] = startedAt.items;
      expect(second - first).toBeGreaterThanOrEqual(35);
      expect(third - second).toBeGreaterThanOrEqual(55);
    });

    test('after the last attempt the job is dead, with the reason, and not tried again', async () => {
      const attempts = new Recorder<string>();
      const dead = new Recorder<string>();
      await consume({
        process: async ({ id }) => {
          attempts.add(id);
          if (id === '1') throw new Error('the disk is full');
        },
        onDead: async ({ id }, reason) => dead.add(`${id} ${reason.message}`),
      });
      await producer.enqueue([job('1')]);
      await dead.waitFor((reasons) => reasons.length === 1);
      await producer.enqueue([job('2')]);
      await attempts.waitFor((ids) => ids.includes('2'));
      expect(dead.items).toEqual(['1 the disk is full']);
      expect(attempts.items).toEqual(['1', '1', '1', '2']);
    });

    test('a permanent failure is dead at once', async () => {
      const attempts = new Recorder<string>();
      const dead = new Recorder<string>();
      await consume({
        process: async ({ id }) => {
          attempts.add(id);
          throw new PermanentFailure('it does not compile');
        },
        onDead: async ({ id }, reason) => dead.add(`${id} ${reason.message}`),
      });
      await producer.enqueue([job('1')]);
      await dead.waitFor((reasons) => reasons.length === 1);
      expect(dead.items).toEqual(['1 it does not compile']);
      expect(attempts.items).toEqual(['1']);
    });

    test('no more jobs run at once than the concurrency allows', async () => {
      let running = 0;
      const most = new Recorder<number>();
      await producer.enqueue(Array.from({ length: 12 }, (_, i) => job(String(i))));
      await consume({
        concurrency: 3,
        process: async () => {
          running += 1;
          await new Promise((resolve) => setTimeout(resolve, 10));
          most.add(running);
          running -= 1;
        },
      });
      await most.waitFor((counts) => counts.length === 12);
      expect(Math.max(...most.items)).toBe(3);
    });

    test('two consumers share the jobs and run each once', async () => {
      const seen = new Recorder<string>();
      await consume({ concurrency: 4, process: async ({ id }) => seen.add(id) });
      await consume({ concurrency: 4, process: async ({ id }) => seen.add(id) });
      const ids = Array.from({ length: 60 }, (_, i) => String(i));
      await producer.enqueue(ids.map(job));
      await seen.waitFor((found) => found.length >= 60);
      expect([...seen.items].sort((a, b) => Number(a) - Number(b))).toEqual(ids);
    });

    test('close waits for running jobs and takes no new ones', async () => {
      const events = new Recorder<string>();
      const gate = new Gate();
      const consumer = await consume({
        process: async ({ id }) => {
          events.add(`started ${id}`);
          await gate.opened;
          events.add(`ended ${id}`);
        },
      });
      await producer.enqueue([job('1'), job('2')]);
      await events.waitFor((lines) => lines.includes('started 1'));
      const closed = consumer.close().then(() => events.add('closed'));
      gate.open();
      await closed;
      expect(events.items).toEqual(['started 1', 'ended 1', 'closed']);
    });

    test('jobs that are being enqueued when the producer is closed arrive', async () => {
      const seen = new Recorder<string>();
      const first = producer.enqueue([job('1')]);
      await producer.close();
      await first;
      await consume({ process: async ({ id }) => seen.add(id) });
      await seen.waitFor((ids) => ids.length === 1);
    });

    test('a producer whose back-end is away says so, and can be closed', async () => {
      const away = createJobProducer({
        ...settings,
        url: `${new URL(settings.url).protocol}//127.0.0.1:1/none`,
      });
      const failing = away.enqueue([job('1')]).then(
        () => 'enqueued',
        () => 'refused',
      );
      await away.close();
      expect(await failing).toBe('refused');
      await expect(away.enqueue([job('1')])).rejects.toThrow('closed');
    });

    test('a consumer killed midway leaves its job to another', async () => {
      const { log: _, ...plain } = settings;
      const child = spawn(
        process.execPath,
        [
          '--import',
          './test/support/run-sources.mjs',
          'libs/queue/src/stuck-consumer.test-process.ts',
          JSON.stringify(plain),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      try {
        await producer.enqueue([job('1')]);
        const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
        expect(line).toBe('started 1');
      } finally {
        child.kill('SIGKILL');
      }
      const seen = new Recorder<string>();
      await consume({ process: async ({ id }) => seen.add(id) });
      await seen.waitFor((ids) => ids.length === 1, 15_000);
      expect(seen.items).toEqual(['1']);
    });
  });
}

function job(id: string): Job {
  return { id, name: 'publish-rest-api', payload: { restApiId: `api-${id}` } };
}

class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

class Recorder<T> {
  readonly items: T[] = [];

  add(item: T): void {
    this.items.push(item);
  }

  waitFor(condition: (items: readonly T[]) => boolean, timeoutMs = 10_000): Promise<void> {
    return waitUntil(async () => condition(this.items), timeoutMs);
  }
}

async function waitUntil(condition: () => Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
