import { lookupInput } from './audit-search.js';

test('one attribute is looked up, and without a value what changed something', () => {
  const search = { attribute: 'Username', value: 'ada', backSeconds: 60 } as const;
  expect(lookupInput(search, 120_000)).toEqual({
    LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'ada' }],
    StartTime: 60,
    MaxResults: 50,
  });
  expect(lookupInput({ ...search, value: '' }, 120_000).LookupAttributes).toEqual([
    { AttributeKey: 'ReadOnly', AttributeValue: 'false' },
  ]);
});
