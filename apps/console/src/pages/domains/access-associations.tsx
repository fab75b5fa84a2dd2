import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Empty } from '../../kit/empty.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Rows, type Column } from '../../kit/table/rows.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import {
  CreateDomainNameAccessAssociation,
  DeleteDomainNameAccessAssociation,
  GetDomainNameAccessAssociations,
  type DomainName,
  type DomainNameAccessAssociation,
} from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';

/** The VPC endpoints that lead to a private domain. */
export function AccessAssociations({ domain }: { readonly domain: DomainName }) {
  const [isAdding, setAdding] = useState(false);
  const review = useReview();
  // The service lists those of the account, whatever their domains.
  const list = useEveryPage(GetDomainNameAccessAssociations, { limit: 500 }, 'position');
  const own = list.items.filter(({ domainNameArn }) => domainNameArn === domain.domainNameArn);
  const remove = (association: DomainNameAccessAssociation) =>
    void review({
      title: `Take the way from ${association.accessAssociationSource} away`,
      alterations: [{ what: 'VPC endpoint', from: association.accessAssociationSource ?? '', to: null }],
      steps: [
        call(DeleteDomainNameAccessAssociation, {
          domainNameAccessAssociationArn: association.domainNameAccessAssociationArn ?? '',
        }),
      ],
      confirm: 'Remove',
      danger: 'Whoever calls through this endpoint finds the domain no more.',
    });
  return (
    <Section
      title="Access associations"
      hint="VPC endpoints, here gateways with TOLLGATE_VPC_ENDPOINT_ID, that lead to this domain"
      actions={
        <Button size="xs" onClick={() => setAdding(true)}>
          Add endpoint
        </Button>
      }
    >
      {list.error && <Problem error={list.error} retry={list.retry} />}
      <Rows
        label="Access associations"
        columns={columns(remove)}
        rows={own}
        rowKey={({ domainNameAccessAssociationArn = '' }) => domainNameAccessAssociationArn}
        maxHeight="30vh"
        more={{ has: !list.isComplete && !list.error, load: () => undefined }}
        empty={
          list.error ? null : (
            <Empty
              title="No endpoint"
              first="Nobody reaches this domain yet: add the endpoint that callers use."
            />
          )
        }
      />
      {isAdding && <AddDialog domain={domain} onClose={() => setAdding(false)} />}
    </Section>
  );
}

const columns = (
  remove: (association: DomainNameAccessAssociation) => void,
): readonly Column<DomainNameAccessAssociation>[] => [
  { title: 'VPC endpoint', cell: ({ accessAssociationSource }) => accessAssociationSource },
  {
    title: 'Remove',
    width: '8rem',
    cell: (association) => (
      <Button
        size="compact-xs"
        variant="light"
        color="red"
        aria-label={`Remove ${association.accessAssociationSource}`}
        onClick={() => remove(association)}
      >
        Remove
      </Button>
    ),
  },
];

function AddDialog({ domain, onClose }: { readonly domain: DomainName; readonly onClose: () => void }) {
  const review = useReview();
  return (
    <FormDialog
      title={`Add an endpoint to ${domain.domainName}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const accessAssociationSource = field('source');
        const outputs = await review({
          title: `Let ${accessAssociationSource} lead to ${domain.domainName}`,
          alterations: [{ what: 'VPC endpoint', from: null, to: accessAssociationSource }],
          steps: [
            call(CreateDomainNameAccessAssociation, {
              domainNameArn: domain.domainNameArn ?? '',
              accessAssociationSourceType: 'VPCE',
              accessAssociationSource,
            }),
          ],
          confirm: 'Add',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="source"
        label="VPC endpoint"
        placeholder="vpce-0123456789abcdef0"
        required
        spellCheck={false}
        data-autofocus
      />
    </FormDialog>
  );
}
