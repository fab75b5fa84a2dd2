import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const ids = [
  '%00',
  'a%00b',
  '%ed%a0%80',
  '%FF',
  '..%2f..',
  'x'.repeat(3_000),
  '__proto__',
  "'%20OR%201=1",
  '%F0%9F%98%80',
];
const values = [
  '',
  '%00',
  'NaN',
  '-1',
  '1e300',
  '9'.repeat(30),
  '0.5',
  '%ed%a0%80',
  '2026-13-45',
  'Infinity',
];

test('no path of what happened, however it is made up, ends in a fault of ours', async () => {
  const paths = [
    ...ids.flatMap((id) => [`requests/${id}`, `captures/${id}`, `captures/${id}/requests`]),
    ...values.flatMap((value) => [
      `captures?position=${value}`,
      `captures?limit=${value}`,
      `audit/export?from=${value}`,
      `audit/export?to=${value}`,
      `audit/export?from=2026-11-30T00:00:00Z&to=${value}`,
      `audit/export?startTime=${value}&endTime=${value}`,
    ]),
  ];
  for (const path of paths) {
    const response = await plane.signedFetch(`/_tollgate/v1/${path}`);
    const answer = (await response.text()).slice(0, 200);
    expect([path, response.status < 500, answer]).toEqual([path, true, answer]);
  }
});

test('no capture, however it is asked for, ends in a fault of ours', async () => {
  const anything = ['\0', 'a\0b', '\ud800', '', -1, 1e300, null, [], {}, 'x'.repeat(1 << 20)];
  for (const member of [
    'restApiId',
    'stageName',
    'apiKeyId',
    'requestId',
    'durationSeconds',
    'bodyBytesMax',
  ]) {
    for (const value of anything) {
      const body = { restApiId: 'a', stageName: 'b', apiKeyId: 'c', [member]: value };
      const response = await plane.signedFetch('/_tollgate/v1/captures', { method: 'POST', body });
      const answer = (await response.text()).slice(0, 200);
      expect([member, value, response.status < 500, answer]).toEqual([member, value, true, answer]);
    }
  }
});
