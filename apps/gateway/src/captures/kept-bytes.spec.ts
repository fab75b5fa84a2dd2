import { ByteBudget, KeptBytes } from './kept-bytes.js';

test('a body that goes on when its request is complete takes nothing of what all may keep', () => {
  const budget = new ByteBudget(10);
  for (let request = 0; request < 3; request++) {
    const body = new KeptBytes(100, budget);
    body.add(Buffer.from('begin'));
    body.release();
    body.add(Buffer.from('and on'));
    expect(body.message((text) => text)).toEqual({
      body: 'begin',
      bodyEncoding: 'utf8',
      bodyBytes: 5,
      isTruncated: false,
    });
  }
  expect(budget.take(100)).toBe(10);
});
