import { readVpcLinkTargets, targetsOf, type VpcLinkTargets } from './vpc-link-targets.js';

const arn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/orders/50dc6c495c0c9188';
const link = (targetArn: string) => ({
  formatVersion: 1 as const,
  accountId: '000000000000',
  region: 'us-east-1',
  vpcLinkId: 'link01',
  targetArns: [targetArn],
});
const read = (text: string): VpcLinkTargets => {
  const targets = readVpcLinkTargets(text);
  if (typeof targets === 'string') throw new Error(targets);
  return targets;
};

test('an ARN has the targets that are set for it, with ports and without', () => {
  const configured = read(`${arn}=10.0.0.5:8080, ${arn}=[::1],arn:other=orders.internal`);
  expect(targetsOf(link(arn), configured)).toEqual({
    targets: [
      { host: '10.0.0.5', port: '8080' },
      { host: '::1', port: null },
    ],
    isConfigured: true,
  });
});

test('a load balancer that is not set is looked for under its name', () => {
  expect(targetsOf(link(arn), new Map())).toEqual({
    targets: [{ host: 'orders', port: null }],
    isConfigured: false,
  });
});

test('what is no load balancer has no target', () => {
  expect(targetsOf(link('arn:aws:s3:us-east-1:000000000000:bucket'), new Map()).targets).toEqual([]);
});

test.each([
  'orders=10.0.0.5',
  `${arn}`,
  `${arn}=`,
  `${arn}=a b`,
  `${arn}=host:0`,
  `${arn}=host:65536`,
  `${arn}=a/b`,
])('%s cannot be read', (text) => {
  expect(readVpcLinkTargets(text)).toContain('is no arn=host:port');
});
