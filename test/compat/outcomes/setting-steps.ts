import { call, type Known } from '../step.js';

const animals = ({ restApiId, resourceId }: Known) => ({ restApiId, resourceId, httpMethod: 'POST' });
const importedRoot = ({ importedId, importedRootId }: Known) => ({
  restApiId: importedId,
  resourceId: importedRootId,
});
const regionalRoot = ({ regionalId, regionalRootId }: Known) => ({
  restApiId: regionalId,
  resourceId: regionalRootId,
  httpMethod: 'GET',
});

/**
 * As many of each as what the steps of the contract test and those below make: one more is too many. Regional
 * RestApis may be more, so that one of them can ask to become an edge-optimized one, and so may private ones,
 * to import where no API is in the way.
 */
export const settingLimits =
  'edgeRestApis=2,resourcesPerRestApi=2,stagesPerRestApi=2,authorizersPerRestApi=1,documentationPartsPerRestApi=2,' +
  'apiKeys=2,usagePlans=4,usagePlansPerApiKey=2,clientCertificates=1,vpcLinks=2,domainNames=2';

/** What refusals lean on beside what the contract test makes: things in use, and things in the way. */
export const settingSteps = [
  call('CreateResource', ({ restApiId, rootId }) => ({ restApiId, parentId: rootId, pathPart: '{all+}' }), {
    keeps: { greedyId: 'id' },
  }),
  call('PutMethod', (known) => ({
    ...animals(known),
    authorizationType: 'CUSTOM',
    authorizerId: known['authorizerId'],
    requestValidatorId: known['validatorId'],
  })),
  call('PutIntegration', (known) => ({
    ...animals(known),
    type: 'HTTP_PROXY',
    integrationHttpMethod: 'POST',
    uri: 'http://animals.internal/',
    connectionType: 'VPC_LINK',
    connectionId: known['vpcLinkId'],
  })),
  call('GetRestApi', ({ importedId }) => ({ restApiId: importedId }), {
    keeps: { importedRootId: 'rootResourceId' },
  }),
  call('PutMethod', (known) => ({ ...importedRoot(known), httpMethod: 'GET', authorizationType: 'NONE' })),
  call('CreateRestApi', () => ({ name: 'regional', endpointConfiguration: { types: ['REGIONAL'] } }), {
    keeps: { regionalId: 'id', regionalRootId: 'rootResourceId' },
  }),
  call('PutMethod', (known) => ({ ...regionalRoot(known), authorizationType: 'NONE' })),
  call('PutIntegration', (known) => ({ ...regionalRoot(known), type: 'MOCK' })),
  call('CreateDeployment', ({ regionalId }) => ({ restApiId: regionalId, stageName: 'one' })),
  call('CreateDeployment', ({ regionalId }) => ({ restApiId: regionalId, stageName: 'two' })),
  call('UpdateStage', ({ restApiId, certificateId }) => ({
    restApiId,
    stageName: 'prod',
    patchOperations: [{ op: 'replace', path: '/clientCertificateId', value: certificateId }],
  })),
  call('GetApiKey', ({ keyId }) => ({ apiKey: keyId, includeValue: true }), { keeps: { keyValue: 'value' } }),
  call('CreateUsagePlan', () => ({ name: 'other' }), { keeps: { otherPlanId: 'id' } }),
  call('CreateUsagePlanKey', ({ otherPlanId, keyId }) => ({
    usagePlanId: otherPlanId,
    keyId,
    keyType: 'API_KEY',
  })),
  call(
    'CreateUsagePlan',
    ({ restApiId }) => ({ name: 'same stage', apiStages: [{ apiId: restApiId, stage: 'dev' }] }),
    { keeps: { sameStagePlanId: 'id' } },
  ),
  call('CreateUsagePlan', () => ({ name: 'third' }), { keeps: { thirdPlanId: 'id' } }),
  call('CreateBasePathMapping', ({ restApiId }) => ({
    domainName: 'api.contract.test',
    basePath: 'v2',
    restApiId,
  })),
  call(
    'CreateVpcLink',
    () => ({
      name: 'leaving',
      targetArns: ['arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/a/50dc6c495c0c9188'],
    }),
    { keeps: { leavingLinkId: 'id' } },
  ),
  call('DeleteVpcLink', ({ leavingLinkId }) => ({ vpcLinkId: leavingLinkId })),
];
