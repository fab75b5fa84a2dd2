import { modelOfRest, modelOfV2 } from './stage-model.js';
import { stageChange, stagePatch, typedStage } from './stage-patch.js';

const rest = typedStage(
  modelOfRest({
    stageName: 'prod',
    methodSettings: { '*/*': { throttlingRateLimit: 10, throttlingBurstLimit: -1, loggingLevel: 'INFO' } },
    accessLogSettings: { destinationArn: 'arn:x', format: '{}' },
  }),
);

test('a limit that is lifted is -1, in the patch as in the stage', () => {
  expect([rest.rateLimit, rest.burstLimit]).toEqual(['10', '']);
  expect(stagePatch(rest, { ...rest, rateLimit: '', description: 'x' })).toEqual([
    { op: 'replace', path: '/description', value: 'x' },
    { op: 'replace', path: '/*/*/throttling/rateLimit', value: '-1' },
  ]);
});

test('an access log without a place is removed as a whole', () => {
  expect(stagePatch(rest, { ...rest, accessLogArn: '', accessLogFormat: 'y' })).toEqual([
    { op: 'remove', path: '/accessLogSettings' },
  ]);
});

test('version 2 is given what changed, and nothing else', () => {
  const v2 = typedStage(
    modelOfV2({ stageName: '$default', defaultRouteSettings: { detailedMetricsEnabled: true } }),
  );
  expect(stageChange(v2, v2)).toEqual({});
  expect(stageChange(v2, { ...v2, rateLimit: '5' })).toEqual({
    defaultRouteSettings: { throttlingRateLimit: 5 },
  });
  expect(stageChange(v2, { ...v2, autoDeploy: 'on' })).toEqual({ autoDeploy: true });
});
