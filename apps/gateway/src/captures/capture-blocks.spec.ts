import { blockBytesMax, captureBlockContext, readCapturedRequests } from '#libs/observations';
import type { CapturedRequest } from '#libs/observations';
import { createGatewaySeal } from '#libs/snapshot-format';
import { CaptureBlocks } from './capture-blocks.js';

const seal = createGatewaySeal('a token of this test, long enough');
const message = { body: '', bodyEncoding: 'utf8', bodyBytes: 0, isTruncated: false } as const;

test('blocks stay within their bound when it is headers, or what JSON escapes, that make them large', () => {
  const blocks: Uint8Array[] = [];
  const captures = new CaptureBlocks({ hand: (_, block) => blocks.push(block) }, seal);
  const request = (text: string, body = ''): CapturedRequest => ({
    captureId: 'c',
    requestId: 'r',
    receivedAtMs: 1,
    durationMs: 1,
    apiKeyId: null,
    refusal: null,
    sourceIp: '::1',
    request: { ...message, headers: ['a', text], httpMethod: 'GET', target: '/' },
    response: { ...message, headers: ['a', text], body, status: 200 },
  });
  for (let index = 0; index < 600; index++) captures.add(request('x'.repeat(15_000)));
  for (let index = 0; index < 4; index++) captures.add(request('', '"\u20ac'.repeat(500_000)));
  captures.flush();
  const read = blocks.map((block) => {
    expect(block.length).toBeLessThanOrEqual(blockBytesMax);
    return readCapturedRequests(seal.open(Buffer.from(block).toString('latin1'), captureBlockContext)!)
      .length;
  });
  expect(read.reduce((sum, length) => sum + length, 0)).toBe(604);
});
