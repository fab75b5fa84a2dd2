import { NativeSelect, TextInput } from '@mantine/core';
import { CertificateField } from './certificate-field.js';
import { securityPolicies, type DomainDraft } from './domain-draft.js';

/** What a domain shows its callers, and asks of them: fields by the names of the draft. */
export function DomainFields({
  draft,
  isPrivate,
}: {
  readonly draft: DomainDraft;
  readonly isPrivate: boolean;
}) {
  return (
    <>
      <CertificateField name="certificateArn" label="Certificate" value={draft.certificateArn} />
      <NativeSelect
        name="securityPolicy"
        label="Security policy"
        description="Versions and ciphers of TLS; TLS_1_0 means TLS_1_2 here"
        data={[...securityPolicies]}
        defaultValue={draft.securityPolicy}
      />
      <NativeSelect
        name="endpointAccessMode"
        label="Access mode"
        description="STRICT: the connection must have been opened for the very host of the request"
        data={[
          ...(draft.endpointAccessMode === '' ? [{ value: '', label: 'As by default' }] : []),
          'BASIC',
          'STRICT',
        ]}
        defaultValue={draft.endpointAccessMode}
      />
      {!isPrivate && (
        <>
          <TextInput
            name="truststoreUri"
            label="Truststore"
            description="s3://bucket/key.pem: only who shows a certificate of it is let in. Empty: nobody is asked"
            defaultValue={draft.truststoreUri}
            spellCheck={false}
          />
          <TextInput
            name="truststoreVersion"
            label="Version of the truststore"
            description="Of the object in S3; empty: the newest"
            defaultValue={draft.truststoreVersion}
            spellCheck={false}
          />
          <CertificateField
            name="ownershipVerificationCertificateArn"
            label="Certificate that proves ownership"
            description="A requested one, where an imported certificate comes with mutual TLS"
            value={draft.ownershipVerificationCertificateArn}
            isOptional
          />
        </>
      )}
    </>
  );
}

/** What was typed into them. */
export const typedDraft = (field: (name: string) => string): DomainDraft => ({
  certificateArn: field('certificateArn'),
  securityPolicy: field('securityPolicy'),
  endpointAccessMode: field('endpointAccessMode'),
  truststoreUri: field('truststoreUri'),
  truststoreVersion: field('truststoreVersion'),
  ownershipVerificationCertificateArn: field('ownershipVerificationCertificateArn'),
});
