import { gatewaySummaries, worstOf } from './gateway-summary.js';

const on = (
  gatewayId: string,
  state: 'applied' | 'refused',
  lastSeenAt = '2026-11-30T00:00:00Z',
  reason?: string,
  appliedSeq = 1,
) => ({
  gatewayId,
  state,
  appliedSeq,
  lastSeenAt,
  ...(reason !== undefined && { reason }),
});
const stage = (...gateways: ReturnType<typeof on>[]) => ({
  apiId: 'a',
  apiName: 'shop',
  version: 'rest' as const,
  stageName: 'prod',
  deploymentId: 'd',
  gateways,
});

test('a gateway is told once, with the last that was seen of it and why it refuses', () => {
  const stages = [
    stage(on('b', 'applied'), on('a', 'applied')),
    stage(on('b', 'refused', '2026-11-30T00:00:09Z', 'needs x', 7)),
    stage(on('b', 'refused', '2026-11-30T00:00:05Z', 'needs x')),
  ];
  expect(gatewaySummaries(stages)).toEqual([
    expect.objectContaining({ gatewayId: 'a' }),
    {
      gatewayId: 'b',
      lastSeenAt: '2026-11-30T00:00:09Z',
      appliedSeq: 7,
      counts: { applied: 1, refused: 2, behind: 0, disconnected: 0 },
      reasons: ['needs x'],
    },
  ]);
});

test('a stage is as bad as the worst of its gateways', () => {
  expect(worstOf([on('a', 'applied'), on('b', 'refused')])).toBe('refused');
  expect(worstOf([on('a', 'applied')])).toBe('applied');
  expect(worstOf([])).toBe('nobody');
});
