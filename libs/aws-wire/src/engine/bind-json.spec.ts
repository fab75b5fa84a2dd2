import * as cloudwatch from '../generated/cloudwatch/index.js';
import * as logs from '../generated/logs/index.js';
import * as iam from '../generated/iam/index.js';
import { bindInput } from './bind-input.js';
import type { Operation } from './operation.js';

const bind = (operation: Operation, body: unknown) => bindInput(operation, { body });
const refusalOf = (operation: Operation, body: unknown): string => {
  const bound = bind(operation, body);
  return bound.ok ? 'none' : `${bound.error.status} ${bound.error.code}: ${bound.error.message}`;
};

test('CloudWatch Logs calls a broken constraint InvalidParameterException, and names members barely', () => {
  expect(refusalOf(logs.DescribeLogStreams, { logGroupName: 'a b', limit: 51 })).toBe(
    "400 InvalidParameterException: 2 validation errors detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+; Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
  );
  expect(refusalOf(logs.CreateLogGroup, {})).toBe(
    "400 InvalidParameterException: 1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must not be null",
  );
});

test.each([
  ['a text for a time', { StartTime: 'now' }],
  ['a time after the end of times', { StartTime: 1e300 }],
  ['a list as a structure', { MetricDataQueries: [[]] }],
])('CloudWatch refuses %s as SerializationException', (_, body) => {
  expect(refusalOf(cloudwatch.GetMetricData, body)).toMatch(/^400 SerializationException: /);
});

test('times are seconds since 1970 with a fraction', () => {
  const bound = bind(cloudwatch.GetMetricData, {
    MetricDataQueries: [],
    StartTime: 1764496800.25,
    EndTime: 1764496860,
  });
  expect(bound).toMatchObject({
    ok: true,
    input: { StartTime: new Date(1764496800250), EndTime: new Date(1764496860000) },
  });
});

const alarm = { AlarmName: 'a', EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' };

test.each([
  ['no member', {}],
  ['members that nobody knows alone', { Other: 1 }],
])('a union with %s is refused', (_, EvaluationCriteria) => {
  expect(refusalOf(cloudwatch.PutMetricAlarm, { ...alarm, EvaluationCriteria })).toBe(
    '400 SerializationException: Exactly one member of a union must be given.',
  );
});

test('maps are held to their size and to what their keys must be', () => {
  const group = { logGroupName: 'g' };
  expect(refusalOf(logs.CreateLogGroup, { ...group, tags: {} })).toBe(
    "400 InvalidParameterException: 1 validation error detected: Value '{}' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
  expect(refusalOf(logs.CreateLogGroup, { ...group, tags: { 'a?': 'b' } })).toMatch(
    /^400 InvalidParameterException: 1 validation error detected: Value '\{a\?=b\}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: \[.*regular expression pattern/,
  );
});

test('messages of logs may hold any text, names may not', () => {
  const events = [{ timestamp: 1, message: 'nul \0 and half \ud800' }];
  const names = { logGroupName: 'g', logStreamName: 's' };
  expect(bind(logs.PutLogEvents, { ...names, logEvents: events })).toMatchObject({
    ok: true,
    input: { logEvents: events },
  });
  expect(refusalOf(logs.PutLogEvents, { ...names, logStreamName: '\0', logEvents: events })).toBe(
    '400 InvalidParameterException: Invalid character in request: U+0000 and unpaired surrogates are not accepted.',
  );
});

test('nesting beyond every input is refused in the service’s own words', () => {
  const deep = JSON.parse('['.repeat(100) + ']'.repeat(100)) as unknown;
  expect(refusalOf(logs.CreateLogGroup, { logGroupName: 'g', x: deep })).toMatch(
    /^400 InvalidParameterException: Request body must not nest/,
  );
});

test('the same operation takes a form where the call is one', () => {
  const form =
    'Action=GetMetricStatistics&Namespace=n&MetricName=m&Period=60&StartTime=2026-11-30T10:00:00Z&EndTime=2026-11-30T11:00:00Z&Statistics.member.1=Sum';
  expect(bindInput(cloudwatch.GetMetricStatistics, { body: form }, 'form')).toMatchObject({
    ok: true,
    input: { Namespace: 'n', Period: 60, Statistics: ['Sum'], StartTime: new Date('2026-11-30T10:00:00Z') },
  });
  expect(bindInput(iam.GetUser, { body: 'UserName=a' })).toMatchObject({
    ok: true,
    input: { UserName: 'a' },
  });
});
