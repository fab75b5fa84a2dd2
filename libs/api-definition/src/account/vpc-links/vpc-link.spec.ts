import { createVpcLink, type NewVpcLink } from './create-vpc-link.js';
import { vpcLinkStatus, VPC_LINK_TRANSITION_MS } from './vpc-link.js';
import { patchVpcLink } from './vpc-link.patch-paths.js';

const made = { owner: { accountId: '000000000000', region: 'us-east-1' }, id: 'link01', nowMs: 1000 };
const arn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/50dc6c495c0c9188';
const message = (given: NewVpcLink): string => {
  const created = createVpcLink(given, made);
  return created.ok ? 'accepted' : created.error.message;
};

test.each<[NewVpcLink, string]>([
  [{ name: 'l', targetArns: [arn] }, 'accepted'],
  [{ name: '', targetArns: [] }, 'Name cannot be empty'],
  [{ name: 'l', targetArns: [] }, 'Target arns cannot be empty'],
  [{ name: 'l', targetArns: ['nlb'] }, 'Invalid ARN. ARN is not well formed nlb'],
  [{ name: 'l', targetArns: [arn, arn] }, 'More than one target arn specified for vpc link.'],
])('a link is checked in the recorded order (case %#)', (given, expected) => {
  expect(message(given)).toBe(expected);
});

test('the state follows from the times alone', () => {
  const at = (deletingSinceMs: number | null, nowMs: number) =>
    vpcLinkStatus({ createdAtMs: 1000, deletingSinceMs }, nowMs);
  expect(at(null, 1000)).toBe('PENDING');
  expect(at(null, 1000 + VPC_LINK_TRANSITION_MS)).toBe('AVAILABLE');
  expect(at(1100, 1200)).toBe('DELETING');
  expect(at(1100, 1100 + VPC_LINK_TRANSITION_MS)).toBe('GONE');
});

test('a link that is being deleted takes no patch', () => {
  const created = createVpcLink({ name: 'l', targetArns: [arn] }, made);
  if (!created.ok) throw new Error(created.error.message);
  const patched = patchVpcLink({ ...created.value, deletingSinceMs: 2000 }, []);
  expect(patched).toMatchObject({ ok: false, error: { kind: 'conflict' } });
});
