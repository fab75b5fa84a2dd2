import { FormDialog } from '../../kit/form-dialog.js';
import { formatTime } from '../../kit/formats.js';
import type { Alteration } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { useState } from 'react';
import { ImportCertificate, type CertificateDetail } from '../../wire/generated/acm.js';
import { call } from '../../wire/operation.js';
import { PemFields } from './pem-fields.js';
import { readCertificate, type CertificateFacts } from './read-certificate.js';
import { nothingSorted } from './sort-pem.js';

export interface ImportDialogProps {
  /** The certificate that this one takes the place of, under its ARN; null: a new one. */
  readonly over: CertificateDetail | null;
  readonly onClose: () => void;
}

const utf8 = new TextEncoder();

/** PEM as files, sorted by what is in them, or pasted. */
export function ImportDialog({ over, onClose }: ImportDialogProps) {
  const review = useReview();
  const [pem, setPem] = useState(nothingSorted);
  return (
    <FormDialog
      title={over ? `Import over the certificate of ${over.DomainName}` : 'Import certificate'}
      submit="Review"
      size="lg"
      isReady={pem.certificate !== '' && pem.key !== ''}
      onClose={onClose}
      onSubmit={async () => {
        const outputs = await review({
          title: over ? `Replace the certificate of ${over.DomainName}` : 'Import certificate',
          alterations: alterationsOf(over, readCertificate(pem.certificate)),
          steps: [
            call(ImportCertificate, {
              ...(over?.CertificateArn && { CertificateArn: over.CertificateArn }),
              Certificate: utf8.encode(pem.certificate),
              PrivateKey: utf8.encode(pem.key),
              ...(pem.chain && { CertificateChain: utf8.encode(pem.chain) }),
            }),
          ],
          confirm: over ? 'Replace' : 'Import',
        });
        return outputs !== null;
      }}
    >
      <PemFields pem={pem} onChange={setPem} />
    </FormDialog>
  );
}

/** What is there, and what the files say of themselves. */
function alterationsOf(
  over: CertificateDetail | null,
  facts: CertificateFacts | null,
): readonly Alteration[] {
  if (!facts) return [{ what: 'Certificate', from: over?.Subject ?? null, to: 'of the PEM that was given' }];
  const time = (seconds: number | undefined) => (seconds === undefined ? null : formatTime(seconds));
  return [
    {
      what: 'Names',
      from: over?.SubjectAlternativeNames?.join(', ') ?? null,
      to: facts.names.join(', ') || facts.subject,
    },
    { what: 'Issuer', from: over?.Issuer ?? null, to: facts.issuer },
    { what: 'Valid from', from: time(over?.NotBefore), to: time(facts.notBefore) },
    { what: 'Ends', from: time(over?.NotAfter), to: time(facts.notAfter) },
  ];
}
