import type { LogFields } from '#libs/telemetry';
import type { ReasonCode } from '../refusals/reason-code.js';
import { RefusalLog } from './refusal-log.js';
import { RequestRecord } from '../invocation/record/request-record.js';

function recording() {
  const info: LogFields[] = [];
  const debug: LogFields[] = [];
  const timers: (() => void)[] = [];
  const refusals = new RefusalLog({
    log: { info: (_, fields) => info.push(fields ?? {}), debug: (_, fields) => debug.push(fields ?? {}) },
    linesPerCode: 2,
    linesInAll: 3,
    after: (_, then) => timers.push(then),
  });
  const note = (code: ReasonCode, requestId = 'r', reason = 'why') => {
    const record = new RequestRecord(requestId);
    refusals.read(Object.assign(record, { status: 403, refusal: { code, type: null, reason } }));
  };
  const endSecond = () => timers.splice(0).forEach((then) => then());
  return { info, debug, timers, refusals, note, endSecond };
}

test('a refusal is one line with code, request id, status and detail', () => {
  const { info, note } = recording();
  note('route.missing', 'id-1');
  expect(info).toEqual([{ code: 'route.missing', requestId: 'id-1', status: 403, detail: 'why' }]);
});

test('above the limit of its code lines are counted, and the count is logged when the second is over', () => {
  const { info, debug, note, endSecond } = recording();
  for (let index = 0; index < 10; index++) note('key.invalid', String(index));
  expect(info.map(({ requestId }) => requestId)).toEqual(['0', '1']);
  expect(debug).toHaveLength(8);
  endSecond();
  expect(info.at(-1)).toEqual({ code: 'key.invalid', leftOut: 8 });
});

test('one code does not take the lines of another, until all have taken theirs', () => {
  const { info, note, endSecond } = recording();
  for (let index = 0; index < 5; index++) note('key.invalid');
  note('route.missing');
  note('quota.day');
  expect(info.map(({ code }) => code)).toEqual(['key.invalid', 'key.invalid', 'route.missing']);
  endSecond();
  expect(info.slice(3)).toEqual([
    { code: 'key.invalid', leftOut: 3 },
    { code: 'quota.day', leftOut: 1 },
  ]);
});

test('the next second begins anew, and nothing is said where nothing was left out', () => {
  const { info, note, timers, endSecond } = recording();
  note('route.missing');
  expect(timers).toHaveLength(1);
  endSecond();
  expect(info).toHaveLength(1);
  note('route.missing');
  note('route.missing');
  expect(info).toHaveLength(3);
  expect(timers).toHaveLength(1);
});

test('a long detail, which may be a caller’s text, is cut', () => {
  const { info, note } = recording();
  note('request.media_type', 'r', 'x'.repeat(10_000));
  expect(info[0]!['detail']).toHaveLength(200);
});

test('a request that was not refused is none of its business; API and method are named where they are known', () => {
  const { info, refusals } = recording();
  refusals.read(new RequestRecord());
  expect(info).toEqual([]);
  const method = { httpMethod: 'ANY', resourcePath: '/pets/{id}' };
  const refusal = { code: 'key.missing', type: 'INVALID_API_KEY', reason: '' } as const;
  refusals.read(Object.assign(new RequestRecord(), { apiId: 'a', stageName: 'dev', method, refusal }));
  expect(info[0]).toMatchObject({ apiId: 'a', stage: 'dev', method: 'ANY /pets/{id}' });
});
