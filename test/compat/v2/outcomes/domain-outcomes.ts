import { limitReached } from '#libs/api-definition';
import type { Known } from '../../step.js';
import type { OutcomesOf } from './outcome.js';
import { badPosition, noDomain, position } from './texts.js';

const domain = { DomainName: 'contract.example.com' };
const unknown = { DomainName: 'nope.example.com' };
const mapping = ({ mappingId }: Known) => ({ ...domain, ApiMappingId: mappingId });
const rule = ({ ruleId }: Known) => ({ ...domain, RoutingRuleId: ruleId });
const toApi = ({ apiId }: Known) => ({
  Actions: [{ InvokeApi: { ApiId: apiId, Stage: 'dev' } }],
  Conditions: [{ MatchBasePaths: { AnyOf: ['other'] } }],
});
const one = ({ certificateArn }: Known) => [
  { CertificateArn: certificateArn, EndpointType: 'REGIONAL' as const },
];
const noMapping = 'Invalid API mapping identifier specified';
const noRule = 'Invalid routing rule identifier specified';
const arn = ({ vpcLinkId }: Known) => `arn:aws:apigateway:us-east-1::/vpclinks/${vpcLinkId}`;
const noArn = { ResourceArn: 'arn:nope' };
const badArn = 'Invalid ARN specified in the request: arn:nope';
const gone = { ResourceArn: 'arn:aws:apigateway:us-east-1::/vpclinks/nope000' };
const noLink = 'Invalid Vpc Link identifier specified';
const waits = 'what clashes waits for its turn';
const priorityTaken = 'A routing rule with this priority already exists for this domain name';

/** Domains, what they lead to, and tags. */
export const domainOutcomes: OutcomesOf<
  | 'CreateDomainName'
  | 'GetDomainName'
  | 'GetDomainNames'
  | 'UpdateDomainName'
  | 'DeleteDomainName'
  | 'CreateApiMapping'
  | 'GetApiMapping'
  | 'GetApiMappings'
  | 'UpdateApiMapping'
  | 'DeleteApiMapping'
  | 'CreateRoutingRule'
  | 'GetRoutingRule'
  | 'ListRoutingRules'
  | 'PutRoutingRule'
  | 'DeleteRoutingRule'
  | 'GetTags'
  | 'TagResource'
  | 'UntagResource'
> = {
  CreateDomainName: {
    400: [
      [
        (known) => ({ ...domain, DomainNameConfigurations: one(known) }),
        'The domain name you provided already exists.',
      ],
      [
        (known) => ({ ...unknown, DomainNameConfigurations: [...one(known), ...one(known)] }),
        'Exactly one DomainNameConfiguration must be specified',
      ],
    ],
    404: 'it needs nothing that could be missing but its certificate, which is a BadRequestException',
    409: 'a name that is taken is a BadRequestException',
    429: [
      [
        (known) => ({ ...unknown, DomainNameConfigurations: one(known) }),
        limitReached('domainNames').message,
      ],
    ],
  },
  GetDomainName: { 404: [[() => unknown, noDomain]] },
  GetDomainNames: { 400: [[() => position, badPosition]], 404: 'a list of an account is always there' },
  UpdateDomainName: {
    400: [
      [
        () => ({ ...domain, DomainNameConfigurations: [{}, {}] }),
        'Exactly one DomainNameConfiguration must be specified',
      ],
    ],
    404: [[() => unknown, noDomain]],
    409: waits,
  },
  DeleteDomainName: { 404: [[() => unknown, noDomain]] },
  CreateApiMapping: {
    400: [
      [
        () => ({ ...domain, ApiId: 'nope', Stage: 'dev', ApiMappingKey: 'x' }),
        'Invalid API identifier specified',
      ],
      [
        ({ apiId }) => ({ ...domain, ApiId: apiId, Stage: 'nope', ApiMappingKey: 'x' }),
        'Invalid stage identifier specified',
      ],
    ],
    404: [[({ apiId }) => ({ ...unknown, ApiId: apiId, Stage: 'dev' }), noDomain]],
    409: [
      [
        ({ apiId }) => ({ ...domain, ApiId: apiId, Stage: 'dev', ApiMappingKey: 'v2' }),
        'ApiMapping key already exists for this domain name',
      ],
    ],
  },
  GetApiMapping: {
    400: 'it takes names only, and one that is unknown is not found',
    404: [
      [(known) => ({ ...mapping(known), ...unknown }), noDomain],
      [() => ({ ...domain, ApiMappingId: 'nope' }), noMapping],
    ],
  },
  GetApiMappings: {
    400: [[() => ({ ...domain, ...position }), badPosition]],
    404: [[() => unknown, noDomain]],
  },
  UpdateApiMapping: {
    400: [[(known) => ({ ...mapping(known), ApiId: 'nope' }), 'Invalid API identifier specified']],
    404: [
      [({ apiId }) => ({ ...unknown, ApiMappingId: 'x', ApiId: apiId }), noDomain],
      [({ apiId }) => ({ ...domain, ApiMappingId: 'nope', ApiId: apiId }), noMapping],
    ],
    409: [
      [
        (known) => ({ ...mapping(known), ApiId: known['apiId'], ApiMappingKey: 'taken' }),
        'ApiMapping key already exists for this domain name',
      ],
    ],
  },
  DeleteApiMapping: {
    400: 'it takes names only, and one that is unknown is not found',
    404: [
      [() => ({ ...unknown, ApiMappingId: 'x' }), noDomain],
      [() => ({ ...domain, ApiMappingId: 'nope' }), noMapping],
    ],
  },
  CreateRoutingRule: {
    400: [
      [
        (known) => ({ ...domain, ...toApi(known), Actions: [], Priority: 9 }),
        'A routing rule must have exactly one action, of type invokeApi',
      ],
    ],
    404: [[(known) => ({ ...unknown, ...toApi(known), Priority: 9 }), noDomain]],
    409: [[(known) => ({ ...domain, ...toApi(known), Priority: 2 }), priorityTaken]],
  },
  GetRoutingRule: {
    400: 'it takes names only, and one that is unknown is not found',
    404: [
      [(known) => ({ ...rule(known), ...unknown }), noDomain],
      [() => ({ ...domain, RoutingRuleId: 'nope' }), noRule],
    ],
  },
  ListRoutingRules: {
    400: [[() => ({ ...domain, ...position }), badPosition]],
    404: [[() => unknown, noDomain]],
  },
  PutRoutingRule: {
    400: [
      [
        (known) => ({ ...rule(known), ...toApi(known), Actions: [], Priority: 2 }),
        'A routing rule must have exactly one action, of type invokeApi',
      ],
    ],
    404: [
      [(known) => ({ ...rule(known), ...unknown, ...toApi(known), Priority: 2 }), noDomain],
      [(known) => ({ ...domain, RoutingRuleId: 'nope', ...toApi(known), Priority: 9 }), noRule],
    ],
    409: [[(known) => ({ ...rule(known), ...toApi(known), Priority: 7 }), priorityTaken]],
  },
  DeleteRoutingRule: {
    400: 'it takes names only, and one that is unknown is not found',
    404: [
      [(known) => ({ ...rule(known), ...unknown }), noDomain],
      [() => ({ ...domain, RoutingRuleId: 'nope' }), noRule],
    ],
  },
  GetTags: {
    400: [[() => noArn, badArn]],
    404: [[() => gone, noLink]],
    409: waits,
  },
  TagResource: {
    400: [
      [() => ({ ...noArn, Tags: {} }), badArn],
      [
        (known) => ({ ResourceArn: arn(known), Tags: { 'aws:a': 'b' } }),
        'Invalid tag key specified. Keys must not begin with aws:',
      ],
    ],
    404: [[() => ({ ...gone, Tags: { a: 'b' } }), noLink]],
    409: waits,
  },
  UntagResource: {
    400: [[() => ({ ...noArn, TagKeys: ['a'] }), badArn]],
    404: [[() => ({ ...gone, TagKeys: ['a'] }), noLink]],
    409: waits,
  },
};
