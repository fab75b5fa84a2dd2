import { replace, type Known } from '../step.js';
import { always, atOnceOnly, names, noCount, noRival, type OutcomesOf } from './outcome.js';
import { badPath, badPosition, noDomain, nowhere, position, reached } from './texts.js';

const certificate = ({ certificateId }: Known) => ({ clientCertificateId: certificateId });
const noSuchCertificate = { clientCertificateId: 'nope' };
const noCertificate = 'Invalid Client Certificate identifier specified';
const link = ({ vpcLinkId }: Known) => ({ vpcLinkId });
const newLink = {
  name: 'second',
  targetArns: ['arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/b/50dc6c495c0c9188'],
};
const noSuchLink = { vpcLinkId: 'nope' };
const noLink = 'Invalid Vpc Link identifier specified';
const domain = { domainName: 'api.contract.test' };
const noSuchDomain = { domainName: 'none.contract.test' };
const newDomain = ({ certificateArn }: Known) => ({
  domainName: 'second.contract.test',
  regionalCertificateArn: certificateArn,
  endpointConfiguration: { types: ['REGIONAL' as const] },
});
const elsewhere = 'arn:aws:acm:eu-west-1:000000000000:certificate/c';
const ofOthers = 'arn:aws:acm:us-east-1:999999999999:certificate/c';
const notOwned = 'The certificate provided must be owned by the account creating the domain.';
const notHere = `Invalid certificate ARN: ${elsewhere}. Certificate must be in 'us-east-1'.`;
const mapping = { ...domain, basePath: 'v1' };
const noSuchMapping = { ...domain, basePath: 'nope' };
const mappingElsewhere = { ...noSuchDomain, basePath: 'v1' };
const noMapping = 'Invalid base path mapping identifier specified';
const taken = 'Base path already exists for this domain name';
const newAssociation = ({ privateDomainArn }: Known) => ({
  domainNameArn: privateDomainArn,
  accessAssociationSourceType: 'VPCE' as const,
  accessAssociationSource: 'vpce-03',
});
const noAssociation = 'Invalid domain name access association identifier specified';

/** ClientCertificate, VpcLink, DomainName and what is had of one. */
export const domainOutcomes: OutcomesOf<
  | 'GenerateClientCertificate'
  | 'GetClientCertificate'
  | 'GetClientCertificates'
  | 'UpdateClientCertificate'
  | 'DeleteClientCertificate'
  | 'CreateVpcLink'
  | 'GetVpcLink'
  | 'GetVpcLinks'
  | 'UpdateVpcLink'
  | 'DeleteVpcLink'
  | 'CreateDomainName'
  | 'GetDomainName'
  | 'GetDomainNames'
  | 'UpdateDomainName'
  | 'DeleteDomainName'
  | 'CreateBasePathMapping'
  | 'GetBasePathMapping'
  | 'GetBasePathMappings'
  | 'UpdateBasePathMapping'
  | 'DeleteBasePathMapping'
  | 'CreateDomainNameAccessAssociation'
  | 'GetDomainNameAccessAssociations'
  | 'DeleteDomainNameAccessAssociation'
  | 'RejectDomainNameAccessAssociation'
> = {
  GenerateClientCertificate: {
    400: [[() => ({ tags: { 'aws:x': 'y' } }), 'Invalid tag key specified. Keys must not begin with aws:']],
    409: noRival,
    429: [[() => ({}), reached('clientCertificates')]],
  },
  GetClientCertificate: { 400: names, 404: [[() => noSuchCertificate, noCertificate]] },
  GetClientCertificates: { 400: [[() => ({ position }), badPosition]], 404: always },
  UpdateClientCertificate: {
    400: [[(known) => ({ ...certificate(known), ...replace('/nope', 'x') }), badPath]],
    404: [[() => noSuchCertificate, noCertificate]],
    409: noRival,
    429: noCount,
  },
  DeleteClientCertificate: {
    400: [
      [
        certificate,
        "Cannot delete client certificate '{certificateId}', is referenced in stages: [{restApiId}/prod]",
      ],
    ],
    404: [[() => noSuchCertificate, noCertificate]],
    409: 'a stage that shows it is a BadRequestException',
  },
  CreateVpcLink: {
    400: [[() => ({ ...newLink, targetArns: ['nope'] }), 'Invalid ARN. ARN is not well formed nope']],
    409: noRival,
    429: [[() => newLink, reached('vpcLinks')]],
  },
  GetVpcLink: { 400: names, 404: [[() => noSuchLink, noLink]] },
  GetVpcLinks: { 400: [[() => ({ position }), badPosition]], 404: always },
  UpdateVpcLink: {
    400: [[(known) => ({ ...link(known), ...replace('/nope', 'x') }), badPath]],
    404: [[() => noSuchLink, noLink]],
    409: [
      [
        ({ leavingLinkId }) => ({ vpcLinkId: leavingLinkId, ...replace('/name', 'x') }),
        "Vpc link '{leavingLinkId}' is being deleted and cannot be updated",
      ],
    ],
    429: noCount,
  },
  DeleteVpcLink: {
    400: [
      [
        link,
        "Cannot delete vpc link. Vpc link '{vpcLinkId}', is referenced in [{restApiId}:POST:{resourceId}:-] in format of [RESTApiId:Method:Resource:Stage].",
      ],
    ],
    404: [[() => noSuchLink, noLink]],
    409: 'a method that calls through it is a BadRequestException',
  },
  CreateDomainName: {
    400: [
      [(known) => ({ ...newDomain(known), ...domain }), 'The domain name you provided already exists.'],
      [(known) => ({ ...newDomain(known), regionalCertificateArn: elsewhere }), notHere],
      [(known) => ({ ...newDomain(known), regionalCertificateArn: ofOthers }), notOwned],
      [
        (known) => ({ ...newDomain(known), domainName: 'second.contract.example' }),
        'The certificate {certificateArn} is not for the domain name second.contract.example',
      ],
    ],
    409: 'a name that somebody has is a BadRequestException',
    429: [[newDomain, reached('domainNames')]],
  },
  GetDomainName: { 400: names, 404: [[() => noSuchDomain, noDomain]] },
  GetDomainNames: { 400: [[() => ({ position }), badPosition]], 404: always },
  UpdateDomainName: {
    400: [
      [() => ({ ...domain, ...replace('/nope', 'x') }), badPath],
      [() => ({ ...domain, ...replace('/regionalCertificateArn', elsewhere) }), notHere],
      [() => ({ ...domain, ...replace('/regionalCertificateArn', ofOthers) }), notOwned],
    ],
    404: [[() => noSuchDomain, noDomain]],
    409: noRival,
    429: noCount,
  },
  DeleteDomainName: {
    400: names,
    404: [[() => noSuchDomain, noDomain]],
    409: 'its mappings and associations go with it',
  },
  CreateBasePathMapping: {
    400: [
      [() => ({ ...domain, ...nowhere, basePath: 'v3' }), 'Invalid REST API identifier specified'],
      [
        ({ restApiId }) => ({ ...domain, restApiId, stage: 'nope', basePath: 'v3' }),
        'Invalid stage identifier specified',
      ],
    ],
    404: [[({ restApiId }) => ({ ...mappingElsewhere, restApiId }), noDomain]],
    409: [[({ restApiId }) => ({ ...mapping, restApiId }), taken]],
    429: noCount,
  },
  GetBasePathMapping: {
    400: names,
    404: [
      [() => mappingElsewhere, noDomain],
      [() => noSuchMapping, noMapping],
    ],
  },
  GetBasePathMappings: {
    400: [[() => ({ ...domain, position }), badPosition]],
    404: [[() => noSuchDomain, noDomain]],
  },
  UpdateBasePathMapping: {
    400: [[() => ({ ...mapping, ...replace('/nope', 'x') }), badPath]],
    404: [
      [() => mappingElsewhere, noDomain],
      [() => noSuchMapping, noMapping],
    ],
    409: [[() => ({ ...mapping, ...replace('/basePath', 'v2') }), taken]],
    429: noCount,
  },
  DeleteBasePathMapping: {
    400: names,
    404: [
      [() => mappingElsewhere, noDomain],
      [() => noSuchMapping, noMapping],
    ],
    409: noRival,
  },
  CreateDomainNameAccessAssociation: {
    400: [
      [
        (known) => ({ ...newAssociation(known), accessAssociationSource: 'vpc-1' }),
        'Invalid VPC endpoint identifier specified: vpc-1',
      ],
      // The model has no NotFoundException for it.
      [(known) => ({ ...newAssociation(known), domainNameArn: 'nope' }), noDomain],
    ],
    409: [
      [
        (known) => ({ ...newAssociation(known), accessAssociationSource: 'vpce-02' }),
        'Domain name access association already exists',
      ],
    ],
    429: noCount,
  },
  GetDomainNameAccessAssociations: { 400: [[() => ({ position }), badPosition]], 404: always },
  DeleteDomainNameAccessAssociation: {
    400: names,
    404: [[() => ({ domainNameAccessAssociationArn: 'nope' }), noAssociation]],
    409: atOnceOnly,
  },
  RejectDomainNameAccessAssociation: {
    400: names,
    404: [
      [
        ({ privateDomainArn }) => ({
          domainNameAccessAssociationArn: 'nope',
          domainNameArn: privateDomainArn,
        }),
        noAssociation,
      ],
      [
        ({ secondAssociationArn }) => ({
          domainNameAccessAssociationArn: secondAssociationArn,
          domainNameArn: 'nope',
        }),
        noAssociation,
      ],
    ],
    409: atOnceOnly,
  },
};
