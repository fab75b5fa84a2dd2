import type { DomainName } from '../../wire/generated/apigateway.js';
import { domainPatches, draftOf } from './domain-draft.js';

const regional: DomainName = {
  domainName: 'api.example.com',
  endpointConfiguration: { types: ['REGIONAL'] },
  regionalCertificateArn: 'arn:one',
  securityPolicy: 'TLS_1_2',
  mutualTlsAuthentication: { truststoreUri: 's3://trust/a.pem', truststoreVersion: '7' },
};

test('what differs is replaced, the certificate in the member that the endpoint has', () => {
  const from = draftOf(regional);
  expect(domainPatches(regional, from)).toEqual([]);
  expect(domainPatches(regional, { ...from, certificateArn: 'arn:two', truststoreVersion: '' })).toEqual([
    { op: 'replace', path: '/regionalCertificateArn', value: 'arn:two' },
    { op: 'replace', path: '/mutualTlsAuthentication/truststoreVersion', value: '' },
  ]);
  const edge: DomainName = { endpointConfiguration: { types: ['EDGE'] }, certificateArn: 'arn:one' };
  expect(domainPatches(edge, { ...draftOf(edge), certificateArn: 'arn:two' })).toEqual([
    { op: 'replace', path: '/certificateArn', value: 'arn:two' },
  ]);
});

test('an empty truststore switches mutual TLS off, and its version is not spoken of', () => {
  expect(domainPatches(regional, { ...draftOf(regional), truststoreUri: '', truststoreVersion: '' })).toEqual(
    [{ op: 'replace', path: '/mutualTlsAuthentication/truststoreUri', value: '' }],
  );
});
