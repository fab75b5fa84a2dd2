import { call, type Step } from './step.js';
import type { Known } from '../step.js';

const domain = { DomainName: 'contract.example.com' };
const mapping = ({ mappingId }: Known) => ({ ...domain, ApiMappingId: mappingId });
const rule = ({ ruleId }: Known) => ({ ...domain, RoutingRuleId: ruleId });
const link = ({ vpcLinkId }: Known) => ({ VpcLinkId: vpcLinkId });
const arn = ({ vpcLinkId }: Known) => ({
  ResourceArn: `arn:aws:apigateway:us-east-1::/vpclinks/${vpcLinkId}`,
});
const toApi = ({ apiId }: Known) => ({
  Actions: [{ InvokeApi: { ApiId: apiId!, Stage: 'dev' } }],
  Conditions: [{ MatchBasePaths: { AnyOf: ['v3'] } }],
});

/**
 * What belongs to an account. `certificateArn` is a certificate for the domain; the API and its stage `dev`
 * come from the steps of the API.
 */
export const accountSteps: readonly Step[] = [
  call(
    'CreateDomainName',
    ({ certificateArn }) => ({
      ...domain,
      DomainNameConfigurations: [{ CertificateArn: certificateArn, EndpointType: 'REGIONAL' }],
    }),
    { shows: ['DomainName', 'DomainNameConfigurations', 'RoutingMode'] },
  ),
  call('GetDomainName', () => domain, { shows: ['DomainName', 'ApiMappingSelectionExpression'] }),
  call('GetDomainNames', () => ({}), { shows: ['Items'] }),
  call('UpdateDomainName', () => ({ ...domain, RoutingMode: 'ROUTING_RULE_THEN_API_MAPPING' }), {
    shows: ['RoutingMode'],
  }),
  call('CreateApiMapping', ({ apiId }) => ({ ...domain, ApiId: apiId, Stage: 'dev', ApiMappingKey: 'v1' }), {
    shows: ['ApiMappingId', 'ApiMappingKey', 'Stage'],
    keeps: { mappingId: 'ApiMappingId' },
  }),
  call('GetApiMapping', mapping, { shows: ['ApiMappingId'] }),
  call('GetApiMappings', () => domain, { shows: ['Items'] }),
  call('UpdateApiMapping', (known) => ({ ...mapping(known), ApiId: known['apiId'], ApiMappingKey: 'v2' }), {
    shows: ['ApiMappingKey'],
  }),
  call('CreateRoutingRule', (known) => ({ ...domain, ...toApi(known), Priority: 1 }), {
    shows: ['RoutingRuleId', 'RoutingRuleArn'],
    keeps: { ruleId: 'RoutingRuleId' },
  }),
  call('GetRoutingRule', rule, { shows: ['RoutingRuleId', 'Conditions'] }),
  call('ListRoutingRules', () => domain, { shows: ['RoutingRules'] }),
  call('PutRoutingRule', (known) => ({ ...rule(known), ...toApi(known), Priority: 2 }), {
    shows: ['Priority'],
  }),
  call('CreateVpcLink', () => ({ Name: 'link', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }), {
    shows: ['VpcLinkId', 'VpcLinkStatus', 'VpcLinkVersion', 'CreatedDate', 'SecurityGroupIds'],
    keeps: { vpcLinkId: 'VpcLinkId' },
  }),
  call('GetVpcLink', link, { shows: ['VpcLinkId', 'SubnetIds'] }),
  call('GetVpcLinks', () => ({}), { shows: ['Items'] }),
  call('UpdateVpcLink', (known) => ({ ...link(known), Name: 'renamed' }), { shows: ['Name'] }),
  call('TagResource', (known) => ({ ...arn(known), Tags: { a: 'b' } })),
  call('GetTags', arn, { shows: ['Tags'] }),
];

/** Takes away what the steps above have made. */
export const accountRemovalSteps: readonly Step[] = [
  call('UntagResource', (known) => ({ ...arn(known), TagKeys: ['a'] })),
  call('DeleteVpcLink', link),
  call('DeleteRoutingRule', rule),
  call('DeleteApiMapping', mapping),
  call('DeleteDomainName', () => domain),
];
