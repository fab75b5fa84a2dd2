// Loaded into a process under test (`--import`): how long its event loop was held up, told when its parent
// asks. `wall` is by the clock; `own` is the processor time that the loop's thread used meanwhile, where the
// system tells (Linux does): what other work on the machine took is not in it.
import { openSync, readSync } from 'node:fs';
import { constants, createHistogram, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const gcKinds = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
};
const schedule = openSchedule();
let own = createHistogram();
let wall = createHistogram();
let gc = {};
let last = performance.now();
let lastRun = schedule();

/** Gives the milliseconds that this thread has run, by the clock where the system does not say. */
function openSchedule() {
  if (process.platform !== 'linux') return () => performance.now();
  const file = openSync(`/proc/self/task/${process.pid}/schedstat`);
  const bytes = Buffer.alloc(128);
  return () => Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, 128, 0)).split(' ')[0]) / 1e6;
}

function microseconds(ms) {
  return Math.max(1, Math.round(ms * 1000));
}

function tick() {
  const now = performance.now();
  const run = schedule();
  // The timer itself waits for a millisecond.
  wall.record(microseconds(now - last - 1));
  own.record(microseconds(run - lastRun));
  [last, lastRun] = [now, run];
  setTimeout(tick, 1).unref();
}
tick();

new PerformanceObserver((list) => {
  for (const { detail, duration } of list.getEntries()) {
    const kind = gcKinds[detail.kind] ?? 'other';
    gc[kind] = Math.max(gc[kind] ?? 0, duration);
  }
}).observe({ entryTypes: ['gc'] });

process.on('message', (asked) => {
  if (asked !== 'stalls') return;
  const of = (histogram) => ({ maxMs: histogram.max / 1000, p999Ms: histogram.percentile(99.9) / 1000 });
  const told = { own: of(own), wall: of(wall), gcMaxMs: { ...gc } };
  // What is in use, without what is only not yet collected. The stall of collecting is nobody's but ours.
  collect();
  const heapMb = getHeapStatistics().used_heap_size / 2 ** 20;
  setTimeout(() => {
    [own, wall, gc] = [createHistogram(), createHistogram(), {}];
    [last, lastRun] = [performance.now(), schedule()];
    process.send({ ...told, heapMb, rssMb: process.memoryUsage.rss() / 2 ** 20 });
  }, 500);
});
process.channel?.unref();
