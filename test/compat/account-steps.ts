import { call, replace, type Known, type Step } from './step.js';

const plan = ({ usagePlanId }: Known) => ({ usagePlanId });
const key = ({ keyId }: Known) => ({ apiKey: keyId });
const domain = { domainName: 'api.contract.test' };
const mapping = { ...domain, basePath: 'v1' };
const today = () => new Date().toISOString().slice(0, 10);

/**
 * What belongs to an account rather than to one RestApi; `restApiId` and the stage `dev` come from the steps
 * of the RestApi, `certificateArn` (for *.contract.test) from ACM.
 */
export const accountSteps: readonly Step[] = [
  call('GetAccount', () => ({}), { shows: ['throttleSettings', 'features', 'apiKeyVersion'] }),
  call('UpdateAccount', () => replace('/cloudwatchRoleArn', 'arn:aws:iam::000000000000:role/logs'), {
    shows: ['cloudwatchRoleArn'],
  }),
  call('CreateApiKey', () => ({ name: 'contract', enabled: true, tags: { a: 'b' } }), {
    shows: ['id', 'value', 'name', 'enabled', 'createdDate', 'lastUpdatedDate', 'stageKeys'],
    keeps: { keyId: 'id' },
  }),
  call('GetApiKey', (known) => ({ ...key(known), includeValue: true }), { shows: ['id', 'value', 'tags'] }),
  call('GetApiKeys', () => ({ limit: 5 }), { shows: ['items'] }),
  call('UpdateApiKey', (known) => ({ ...key(known), ...replace('/description', 'd') }), {
    shows: ['description'],
  }),
  call(
    'ImportApiKeys',
    () => ({
      format: 'csv',
      body: Buffer.from(
        'name,key,description,enabled\nimported,abcdefghijklmnopqrstuvwxyz0123456789,d,TRUE\n',
      ),
    }),
    { shows: ['ids'] },
  ),
  call(
    'CreateUsagePlan',
    ({ restApiId }) => ({
      name: 'contract',
      apiStages: [{ apiId: restApiId, stage: 'dev', throttle: { '/animals/GET': { rateLimit: 1.5 } } }],
      throttle: { rateLimit: 10, burstLimit: 20 },
      quota: { limit: 100, offset: 0, period: 'DAY' },
    }),
    { shows: ['id', 'name', 'apiStages', 'throttle', 'quota'], keeps: { usagePlanId: 'id' } },
  ),
  call('GetUsagePlan', plan, { shows: ['id', 'apiStages', 'tags'] }),
  call('GetUsagePlans', () => ({}), { shows: ['items'] }),
  call('UpdateUsagePlan', (known) => ({ ...plan(known), ...replace('/quota/limit', '200') }), {
    shows: ['quota'],
  }),
  call('CreateUsagePlanKey', ({ usagePlanId, keyId }) => ({ usagePlanId, keyId, keyType: 'API_KEY' }), {
    shows: ['id', 'type', 'name'],
  }),
  call('GetUsagePlanKey', ({ usagePlanId, keyId }) => ({ usagePlanId, keyId }), { shows: ['id', 'type'] }),
  call('GetUsagePlanKeys', plan, { shows: ['items'] }),
  call('UpdateUsage', ({ usagePlanId, keyId }) => ({ usagePlanId, keyId, ...replace('/remaining', '150') }), {
    shows: ['usagePlanId', 'items'],
  }),
  call('GetUsage', (known) => ({ ...plan(known), startDate: today(), endDate: today() }), {
    shows: ['usagePlanId', 'startDate', 'endDate'],
  }),
  call('GenerateClientCertificate', () => ({ description: 'd', tags: { a: 'b' } }), {
    shows: ['clientCertificateId', 'pemEncodedCertificate', 'createdDate', 'expirationDate'],
    keeps: { certificateId: 'clientCertificateId' },
  }),
  call('GetClientCertificate', ({ certificateId }) => ({ clientCertificateId: certificateId }), {
    shows: ['clientCertificateId', 'pemEncodedCertificate'],
  }),
  call('GetClientCertificates', () => ({}), { shows: ['items'] }),
  call(
    'UpdateClientCertificate',
    ({ certificateId }) => ({ clientCertificateId: certificateId, ...replace('/description', 'e') }),
    { shows: ['description'] },
  ),
  call(
    'CreateVpcLink',
    () => ({
      name: 'link',
      targetArns: [
        'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/contract/50dc6c495c0c9188',
      ],
    }),
    { shows: ['id', 'name', 'targetArns', 'status'], keeps: { vpcLinkId: 'id' } },
  ),
  call('GetVpcLink', ({ vpcLinkId }) => ({ vpcLinkId }), { shows: ['id', 'status'] }),
  call('GetVpcLinks', () => ({}), { shows: ['items'] }),
  call('UpdateVpcLink', ({ vpcLinkId }) => ({ vpcLinkId, ...replace('/description', 'd') }), {
    shows: ['description'],
  }),
  call(
    'CreateDomainName',
    ({ certificateArn }) => ({
      ...domain,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
    }),
    { shows: ['domainName', 'domainNameStatus', 'endpointConfiguration', 'regionalDomainName'] },
  ),
  call('GetDomainName', () => domain, { shows: ['domainName'] }),
  call('GetDomainNames', () => ({}), { shows: ['items'] }),
  call('UpdateDomainName', () => ({ ...domain, ...replace('/securityPolicy', 'TLS_1_2') }), {
    shows: ['securityPolicy'],
  }),
  call('CreateBasePathMapping', ({ restApiId }) => ({ ...mapping, restApiId, stage: 'dev' }), {
    shows: ['basePath', 'restApiId', 'stage'],
  }),
  call('GetBasePathMapping', () => mapping, { shows: ['basePath', 'restApiId'] }),
  call('GetBasePathMappings', () => domain, { shows: ['items'] }),
  call('UpdateBasePathMapping', () => ({ ...mapping, ...replace('/stage', 'dev') }), { shows: ['stage'] }),
  call(
    'CreateDomainName',
    ({ certificateArn }) => ({
      domainName: 'private.contract.test',
      certificateArn,
      endpointConfiguration: { types: ['PRIVATE'] },
      policy:
        '{"Statement":{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"}}',
    }),
    {
      shows: ['domainName', 'domainNameArn', 'domainNameId'],
      keeps: { privateDomainArn: 'domainNameArn', privateDomainId: 'domainNameId' },
    },
  ),
  ...['first', 'second'].map((name) =>
    call(
      'CreateDomainNameAccessAssociation',
      ({ privateDomainArn }) => ({
        domainNameArn: privateDomainArn,
        accessAssociationSourceType: 'VPCE',
        accessAssociationSource: `vpce-0${name === 'first' ? '1' : '2'}`,
      }),
      {
        shows: ['domainNameAccessAssociationArn', 'domainNameArn', 'accessAssociationSource'],
        keeps: { [`${name}AssociationArn`]: 'domainNameAccessAssociationArn' },
      },
    ),
  ),
  call('GetDomainNameAccessAssociations', () => ({}), { shows: ['items'] }),
  call('RejectDomainNameAccessAssociation', ({ firstAssociationArn, privateDomainArn }) => ({
    domainNameAccessAssociationArn: firstAssociationArn,
    domainNameArn: privateDomainArn,
  })),
];

/** Takes away what the steps above have made. */
export const accountRemovalSteps: readonly Step[] = [
  call('DeleteDomainNameAccessAssociation', ({ secondAssociationArn }) => ({
    domainNameAccessAssociationArn: secondAssociationArn,
  })),
  call('DeleteBasePathMapping', () => mapping),
  call('DeleteDomainName', () => domain),
  call('DeleteVpcLink', ({ vpcLinkId }) => ({ vpcLinkId })),
  call('DeleteClientCertificate', ({ certificateId }) => ({ clientCertificateId: certificateId })),
  call('DeleteUsagePlanKey', ({ usagePlanId, keyId }) => ({ usagePlanId, keyId })),
  // Plans that cover a stage cannot be deleted (recorded: usage plans).
  call('UpdateUsagePlan', ({ usagePlanId, restApiId }) => ({
    usagePlanId,
    patchOperations: [{ op: 'remove', path: '/apiStages', value: `${restApiId}:dev` }],
  })),
  call('DeleteUsagePlan', plan),
  call('DeleteApiKey', key),
];
