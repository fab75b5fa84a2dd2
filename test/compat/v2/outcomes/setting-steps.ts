import { call } from '../step.js';

/**
 * As many of each as what the steps of the contract test and those below make: one more is too many. APIs and
 * stages are counted with what the contract makes, too.
 */
export const settingLimits =
  'httpApis=4,routesPerHttpApi=3,integrationsPerHttpApi=2,authorizersPerHttpApi=1,stagesPerHttpApi=1,httpVpcLinks=1,domainNames=1';

/** What refusals lean on beside what the contract test makes: things in use, and things in the way. */
export const settingSteps = [
  call('CreateApi', () => ({ Name: 'plain', ProtocolType: 'HTTP' }), { keeps: { plainId: 'ApiId' } }),
  call('CreateRoute', ({ apiId }) => ({ ApiId: apiId, RouteKey: '$default' })),
  call(
    'CreateIntegration',
    ({ apiId, vpcLinkId }) => ({
      ApiId: apiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri:
        'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/a/50dc6c495c0c9188/f2f7dc8efc522ab2',
      ConnectionType: 'VPC_LINK',
      ConnectionId: vpcLinkId,
    }),
    { keeps: { privateId: 'IntegrationId' } },
  ),
  call(
    'CreateRoute',
    ({ apiId, privateId }) => ({
      ApiId: apiId,
      RouteKey: 'GET /private',
      Target: `integrations/${privateId}`,
    }),
    { keeps: { privateRouteId: 'RouteId' } },
  ),
  call('CreateIntegrationResponse', ({ socketId, mockId }) => ({
    ApiId: socketId,
    IntegrationId: mockId,
    IntegrationResponseKey: '/taken/',
  })),
  call('CreateApiMapping', ({ apiId }) => ({
    DomainName: 'contract.example.com',
    ApiId: apiId,
    Stage: 'dev',
    ApiMappingKey: 'taken',
  })),
  call('CreateRoutingRule', ({ apiId }) => ({
    DomainName: 'contract.example.com',
    Priority: 7,
    Actions: [{ InvokeApi: { ApiId: apiId, Stage: 'dev' } }],
    Conditions: [{ MatchBasePaths: { AnyOf: ['seven'] } }],
  })),
];
