import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useReview } from '../../kit/review/use-review.js';
import { DeleteCertificate, RenewCertificate, type CertificateDetail } from '../../wire/generated/acm.js';
import { call } from '../../wire/operation.js';
import { ImportDialog } from './import-dialog.js';

/** Imported ones are imported over, requested ones renewed; either can be deleted. */
export function CertificateActions({ certificate }: { readonly certificate: CertificateDetail }) {
  const { CertificateArn = '', DomainName = CertificateArn, Type, NotAfter } = certificate;
  const [isImporting, setImporting] = useState(false);
  const review = useReview();
  const navigate = useNavigate();
  const renew = () =>
    void review({
      title: `Renew the certificate of ${DomainName}`,
      alterations: [
        { what: 'Certificate', from: 'as it is', to: 'the next one, when the authority has issued it' },
      ],
      steps: [call(RenewCertificate, { CertificateArn })],
      confirm: 'Renew',
    });
  const remove = async () => {
    const outputs = await review({
      title: `Delete the certificate of ${DomainName}`,
      alterations: [{ what: 'Certificate', from: CertificateArn, to: null }],
      steps: [call(DeleteCertificate, { CertificateArn })],
      confirm: 'Delete',
      danger: 'Its private key is gone for good.',
    });
    if (outputs) void navigate({ to: '/certificates' });
  };
  return (
    <>
      {Type === 'IMPORTED' ? (
        <Button variant="default" onClick={() => setImporting(true)}>
          Import over it
        </Button>
      ) : (
        <Button variant="default" onClick={renew} disabled={NotAfter === undefined}>
          Renew
        </Button>
      )}
      <Button variant="light" color="red" onClick={() => void remove()}>
        Delete
      </Button>
      {isImporting && <ImportDialog over={certificate} onClose={() => setImporting(false)} />}
    </>
  );
}
