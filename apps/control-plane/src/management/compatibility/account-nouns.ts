import { does, enforced, keeps, stored, type NounSupport } from './support.js';

/** What belongs to an account rather than to one RestApi. */
export const accountNouns: readonly NounSupport[] = [
  {
    title: 'DomainNameAccessAssociation',
    uri: /domainnameaccessassociations/,
    settings: {
      domainNameArn: enforced,
      accessAssociationSourceType: stored,
      accessAssociationSource: does('gateways with this id as TOLLGATE_VPC_ENDPOINT_ID serve the domain'),
      domainNameAccessAssociationArn: enforced,
      tags: enforced,
      resourceOwner: enforced,
    },
  },
  {
    title: 'BasePathMapping',
    uri: /\/basepathmappings/,
    settings: {
      domainNameId: enforced,
      basePath: enforced,
      restApiId: enforced,
      restapiId: enforced,
      stage: enforced,
    },
  },
  {
    title: 'DomainName',
    uri: /^\/domainnames/,
    settings: {
      domainName: enforced,
      domainNameId: enforced,
      certificateName: stored,
      certificateBody: enforced,
      certificatePrivateKey: enforced,
      certificateChain: enforced,
      certificateArn: does(
        'of a certificate of the account in us-east-1 (PRIVATE: in the region of the domain), issued, within its time, and for the name',
      ),
      regionalCertificateName: stored,
      regionalCertificateArn: does(
        'of such a certificate in the region of the domain; comes before certificateArn',
      ),
      'endpointConfiguration.types': does(
        'EDGE and REGIONAL are served alike, PRIVATE by gateways with TOLLGATE_VPC_ENDPOINT_ID alone',
      ),
      'endpointConfiguration.ipAddressType': keeps('gateways listen as they are configured'),
      'endpointConfiguration.vpcEndpointIds': keeps(
        'access associations say which endpoints lead to a domain',
      ),
      tags: enforced,
      securityPolicy: does(
        'versions and ciphers of each policy; nothing speaks TLS 1.0, `TLS_1_0` is `TLS_1_2`; hybrid key exchange (`PQ`) with the OpenSSL of Node 24 alone; lists of the edge policies, and of `PQ` without `PFS`, are not recorded',
      ),
      endpointAccessMode: does(
        'BASIC, too: a connection over TLS that was opened for another domain is a 421; STRICT: nothing but TLS for the very host',
      ),
      'mutualTlsAuthentication.truststoreUri': does(
        'read from S3 when it is set, up to 1 MiB and 1,000 certificates',
      ),
      'mutualTlsAuthentication.truststoreVersion': enforced,
      ownershipVerificationCertificateArn: does(
        'of a requested certificate for the name; asked for where the installation says so (`TOLLGATE_OWNERSHIP_VERIFICATION`)',
      ),
      policy: does('asked anonymously, before the policy of the API; without one nobody may call'),
      routingMode: enforced,
      resourceOwner: enforced,
    },
  },
  {
    title: 'ClientCertificate',
    uri: /^\/clientcertificates/,
    settings: { description: stored, tags: enforced },
  },
  {
    title: 'Usage',
    uri: /\/usage$/,
    settings: {
      keyId: enforced,
      startDate: enforced,
      endDate: enforced,
      remaining: does('grants or takes back for the running period, on every gateway'),
    },
  },
  {
    title: 'UsagePlanKey',
    uri: /^\/usageplans\/\{[^}]+\}\/keys/,
    settings: { keyId: enforced, keyType: does('API_KEY is the only type'), nameQuery: enforced },
  },
  {
    title: 'UsagePlan',
    uri: /^\/usageplans/,
    settings: {
      name: stored,
      description: stored,
      productCode: stored,
      apiStages: enforced,
      'apiStages.apiId': enforced,
      'apiStages.stage': enforced,
      'apiStages.throttle': enforced,
      'apiStages.throttle.rateLimit': enforced,
      'apiStages.throttle.burstLimit': enforced,
      throttle: enforced,
      'throttle.rateLimit': enforced,
      'throttle.burstLimit': enforced,
      quota: enforced,
      'quota.limit': does('exact across all gateways'),
      'quota.offset': enforced,
      'quota.period': does('in UTC'),
      tags: does('`tollgate:rate-limit-headers` = `on` adds RateLimit headers'),
      keyId: enforced,
    },
  },
  {
    title: 'ApiKey',
    uri: /^\/apikeys/,
    settings: {
      name: stored,
      description: stored,
      enabled: enforced,
      generateDistinctId: does('ids are always distinct from values'),
      value: does('stored encrypted'),
      'stageKeys.restApiId': keeps('usage plans decide where a key is good'),
      'stageKeys.stageName': keeps('usage plans decide where a key is good'),
      customerId: stored,
      tags: enforced,
      includeValue: enforced,
      includeValues: enforced,
      nameQuery: enforced,
      body: does('CSV with the header line of the developer guide'),
      format: enforced,
      failOnWarnings: enforced,
    },
  },
  {
    title: 'VpcLink',
    uri: /^\/vpclinks/,
    settings: {
      name: stored,
      description: stored,
      targetArns: does('each gateway’s TOLLGATE_VPC_LINK_TARGETS says what stands behind them'),
      tags: enforced,
    },
  },
  { title: 'Tags', uri: /^\/tags/, settings: { tags: enforced, tagKeys: enforced } },
  {
    title: 'Account',
    uri: /^\/account/,
    settings: {
      cloudwatchRoleArn: does(
        'set from the start; while it is taken away no log is started, and none of the account’s log groups written',
      ),
      features: does('UsagePlans is always on'),
      'throttleSettings.rateLimit': does('may be patched here; AWS raises it by a support case'),
      'throttleSettings.burstLimit': does('may be patched here; AWS raises it by a support case'),
    },
  },
  { title: 'SdkType', uri: /^\/sdktypes/, settings: {} },
];
