import type { MethodObservability } from '#libs/snapshot-format';
import type { ActiveMethod } from '../active-stage.js';
import type { MethodStep } from '../step.js';
import { activateObservability, notObserved } from './active-observability.js';

const pets = { settingsKey: '/pets/GET', steps: [] as readonly MethodStep[] } as ActiveMethod;
const root = { settingsKey: '//GET', steps: [] as readonly MethodStep[] } as ActiveMethod;
const settings = (change: Partial<MethodObservability>): MethodObservability => ({
  metricsEnabled: false,
  loggingLevel: 'OFF',
  dataTraceEnabled: false,
  ...change,
});

test('where nothing is on there is nothing to look up', () => {
  expect(activateObservability(undefined, [pets])).toMatchObject({ accessLog: null, methods: null });
  const { methods } = activateObservability({ apiName: 'a', everyMethod: settings({}) }, [pets, root]);
  expect(methods).toBeNull();
});

test('a method has its own settings, and every other one those of every method', () => {
  const { methods } = activateObservability(
    {
      apiName: 'a',
      everyMethod: settings({ metricsEnabled: true }),
      methods: { '/pets/GET': settings({ loggingLevel: 'ERROR' }) },
    },
    [pets, root],
  );
  expect(methods?.get(root)).toEqual(settings({ metricsEnabled: true }));
  expect(methods?.get(pets)).toEqual(settings({ loggingLevel: 'ERROR' }));
});

test('a method can be all off where every other is on', () => {
  const everyMethod = settings({ loggingLevel: 'INFO' });
  const { methods } = activateObservability(
    { apiName: 'a', everyMethod, methods: { '//GET': settings({}) } },
    [pets, root],
  );
  expect([...(methods?.keys() ?? [])]).toEqual([pets]);
});

test('data trace makes ERROR log everything, and is nothing without a level', () => {
  const observed = (change: Partial<MethodObservability>) =>
    activateObservability({ apiName: 'a', everyMethod: settings(change) }, [pets]).methods?.get(pets);
  expect(observed({ loggingLevel: 'ERROR', dataTraceEnabled: true })).toMatchObject({
    loggingLevel: 'INFO',
    dataTraceEnabled: true,
  });
  expect(observed({ dataTraceEnabled: true })).toBeUndefined();
  expect(observed({ dataTraceEnabled: true, metricsEnabled: true })).toMatchObject({
    dataTraceEnabled: false,
  });
  expect(notObserved.loggingLevel).toBe('OFF');
});
