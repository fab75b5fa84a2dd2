import type { ArgumentMetadata, Type as Class } from '@nestjs/common';
import { DryRunRequest } from '../metering/reports/dry-run.dto.js';
import { PageQuery } from './page.dto.js';
import { callerValidation, gatewayValidation } from './request-validation.js';
import { WireException } from './wire-exception.js';

const as = (metatype: Class): ArgumentMetadata => ({ type: 'query', metatype });

async function refusal(value: object, metatype: Class): Promise<string> {
  try {
    await callerValidation.transform(value, as(metatype));
    return '';
  } catch (error) {
    return error instanceof WireException ? `${error.error.code}: ${error.message}` : String(error);
  }
}

test('texts of a query become the members of its class', async () => {
  const query = (await callerValidation.transform(
    { limit: '25', position: 'x' },
    as(PageQuery),
  )) as PageQuery;
  expect(query).toBeInstanceOf(PageQuery);
  expect(query).toEqual({ limit: 25, position: 'x' });
});

test.each(['', '0', '-1', '1.5', '1e2', '0x10', 'all', ['1', '2'], '9'.repeat(16)])(
  'limit=%j is refused',
  async (limit) =>
    expect(await refusal({ limit }, PageQuery)).toBe(
      'BadRequestException: limit must be a whole number from 1 on',
    ),
);

test('every problem of a body is named by its path, members that nobody knows as well', async () => {
  const body = {
    startDate: '2026-11-01',
    endDate: 'tomorrow',
    quota: { limit: -1, period: 'YEAR' },
    throttle: 7,
    other: 1,
  };
  const problems = (await refusal(body, DryRunRequest)).replace('BadRequestException: ', '').split('; ');
  expect(problems).toEqual(
    expect.arrayContaining([
      'other is not known',
      'endDate must be YYYY-MM-DD',
      'quota.limit must be a number from 0 on',
      'quota.period must be DAY, WEEK or MONTH',
      'throttle must be an object',
    ]),
  );
});

test('what a newer gateway says beyond what is known is left out', async () => {
  const query = (await gatewayValidation.transform({ limit: '1', other: '2' }, as(PageQuery))) as object;
  expect(query).toEqual({ limit: 1 });
});

test('keys that mean something to JavaScript are members like any other', async () => {
  const body = JSON.parse('{"__proto__":{"limit":1},"constructor":1}') as object;
  expect(await refusal(body, PageQuery)).not.toMatch(/TypeError/);
  expect(({} as { limit?: number }).limit).toBeUndefined();
});
