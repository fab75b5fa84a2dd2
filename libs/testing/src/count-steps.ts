import { Session, type Profiler } from 'node:inspector';

export interface StepCounter {
  /** How many blocks of JavaScript ran in `work`, in all scripts together. */
  count(work: () => void): number;
  stop(): void;
}

/**
 * Counts steps by V8's precise coverage. The same input gives the same count on a machine of any speed, so
 * that a bound on growth is tested without a clock. What happens inside a built-in function counts as
 * nothing, and so does a function that ran before the counter was started: V8 gives counters to what it
 * compiles from then on.
 */
export function startStepCounter(): StepCounter {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  /** Counts are those since the last time. */
  const take = (): Profiler.ScriptCoverage[] => {
    let scripts: Profiler.ScriptCoverage[] = [];
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error) throw error;
      scripts = result;
    });
    return scripts;
  };
  return {
    count: (work) => {
      take();
      work();
      const ranges = take().flatMap((script) => script.functions.flatMap((each) => each.ranges));
      return ranges.reduce((sum, range) => sum + range.count, 0);
    },
    stop: () => session.disconnect(),
  };
}
