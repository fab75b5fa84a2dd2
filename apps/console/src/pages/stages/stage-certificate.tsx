import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../kit/api-tabs.js';
import { CopyLine } from '../../kit/copy-line.js';
import { Facts } from '../../kit/facts.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { formatTime } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  GenerateClientCertificate,
  GetClientCertificate,
  GetClientCertificates,
  UpdateStage,
  type ClientCertificate,
} from '../../wire/generated/apigateway.js';
import { UpdateStage as UpdateStageV2 } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { StagePageProps } from './stage-page.js';

type CertificateProps = StagePageProps & { readonly certificateId: string | null };

/** What gateways show to backends, so that these take no other caller. HTTP APIs have none. */
export function StageCertificate(props: CertificateProps) {
  const { version, apiId, certificateId } = props;
  const [isChoosing, setChoosing] = useState(false);
  if ((useApi(version, apiId).kind ?? 'http') === 'http') return null;
  return (
    <Section
      title="Client certificate"
      hint="Shown to HTTP backends, which can refuse whoever has it not"
      actions={
        <Button size="xs" variant="default" onClick={() => setChoosing(true)}>
          Change certificate
        </Button>
      }
    >
      {certificateId === null ? <Text size="sm">None.</Text> : <Shown certificateId={certificateId} />}
      {isChoosing && <CertificateDialog {...props} onClose={() => setChoosing(false)} />}
    </Section>
  );
}

function Shown({ certificateId }: { readonly certificateId: string }) {
  const query = useQuery(wireQuery(GetClientCertificate, { clientCertificateId: certificateId }));
  return (
    <Loaded query={query} lines={3}>
      {({ description, expirationDate, pemEncodedCertificate }) => (
        <>
          <Facts
            facts={[
              ['ID', certificateId],
              ['Description', description],
              ['Ends', <When key="ends" at={expirationDate} />],
            ]}
          />
          {pemEncodedCertificate && (
            <CopyLine line={pemEncodedCertificate} label="Copy the certificate, for backends to trust" />
          )}
        </>
      )}
    </Loaded>
  );
}

const none = 'none';
const generated = 'new';

function CertificateDialog(props: CertificateProps & { readonly onClose: () => void }) {
  const { version, apiId, stageName, certificateId, onClose } = props;
  const review = useReview();
  const list = useEveryPage(GetClientCertificates, { limit: 500 }, 'position');
  const [chosen, setChosen] = useState(certificateId ?? none);
  const show = (clientCertificateId: string) =>
    version === 'rest'
      ? call(UpdateStage, {
          restApiId: apiId,
          stageName,
          patchOperations: [{ op: 'replace', path: '/clientCertificateId', value: clientCertificateId }],
        })
      : call(UpdateStageV2, { apiId, stageName, clientCertificateId });
  return (
    <FormDialog
      title={`Client certificate of ${stageName}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        if (chosen === (certificateId ?? none)) return true;
        const description = field('description');
        const outputs = await review({
          title: `Change the client certificate of ${stageName}`,
          alterations: [
            { what: 'Client certificate', from: certificateId, to: chosen === none ? null : chosen },
          ],
          steps:
            chosen === generated
              ? [
                  call(GenerateClientCertificate, description === '' ? {} : { description }),
                  {
                    preview: show('ID'),
                    from: ([made]) => show((made as ClientCertificate).clientCertificateId ?? ''),
                  },
                ]
              : [show(chosen === none ? '' : chosen)],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      {list.error && <Problem error={list.error} retry={list.retry} />}
      <NativeSelect
        label="Certificate"
        data={[
          { value: none, label: 'none' },
          { value: generated, label: 'generate a new one' },
          ...list.items.map(({ clientCertificateId = '', description = '', expirationDate }) => ({
            value: clientCertificateId,
            label: [
              clientCertificateId,
              description,
              expirationDate === undefined ? '' : `until ${formatTime(expirationDate)}`,
            ]
              .filter((part) => part !== '')
              .join(', '),
          })),
        ]}
        value={chosen}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      {chosen === generated && <TextInput name="description" label="Description" />}
    </FormDialog>
  );
}
