import { SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { CreateDomainName, type EndpointType } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { draftOf } from './domain-draft.js';
import { DomainFields, typedDraft } from './domain-fields.js';
import { newDomain } from './new-domain.js';

const endpoints: Readonly<Record<EndpointType, string>> = {
  REGIONAL: 'At every gateway of this installation',
  EDGE: 'As REGIONAL, with headers and cookies as behind AWS’s distribution; no mutual TLS',
  PRIVATE: 'At gateways behind VPC endpoints that are associated with it, for PRIVATE APIs',
};

/** A new domain: its name, its endpoint, and what it shows its callers. */
export function CreateDomainDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  const [type, setType] = useState<EndpointType>('REGIONAL');
  return (
    <FormDialog
      title="Create domain"
      submit="Review"
      size="lg"
      onClose={onClose}
      onSubmit={async (field) => {
        const input = newDomain(field('domainName'), type, typedDraft(field), field('policy'));
        const outputs = await review({
          title: `Create domain ${input.domainName}`,
          alterations: alterationsBetween<typeof input>({}, input),
          steps: [call(CreateDomainName, input)],
          confirm: 'Create',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="domainName"
        label="Name"
        description="api.example.com, or *.example.com"
        required
        spellCheck={false}
        data-autofocus
      />
      <SegmentedControl
        aria-label="Endpoint"
        data={Object.keys(endpoints)}
        value={type}
        onChange={(value) => setType(value as EndpointType)}
      />
      <Text size="sm" c="dimmed">
        {endpoints[type]}
      </Text>
      <DomainFields draft={nothingTyped} isPrivate={type === 'PRIVATE'} />
      {type === 'PRIVATE' && (
        <Textarea
          name="policy"
          label="Policy"
          description="Who may call it; without one nobody may. It can be set later"
          rows={4}
          spellCheck={false}
          ff="monospace"
        />
      )}
    </FormDialog>
  );
}

const nothingTyped = { ...draftOf({}), securityPolicy: 'TLS_1_2' };
