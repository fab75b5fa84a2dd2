import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { UpdateDomainName, type DomainName } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { domainLabels, domainPatches, draftOf, typesOf } from './domain-draft.js';
import { DomainFields, typedDraft } from './domain-fields.js';
import { keyOf } from './domain-key.js';

/** Certificate, TLS and mutual TLS of a domain, live when the call returns. */
export function EditDomainDialog({
  domain,
  onClose,
}: {
  readonly domain: DomainName;
  readonly onClose: () => void;
}) {
  const review = useReview();
  const from = draftOf(domain);
  return (
    <FormDialog
      title={`Edit ${domain.domainName}`}
      submit="Review"
      size="lg"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = typedDraft(field);
        const patchOperations = domainPatches(domain, to);
        if (patchOperations.length === 0) return true;
        const outputs = await review({
          title: `Change domain ${domain.domainName}`,
          alterations: alterationsBetween(from, to, domainLabels),
          steps: [call(UpdateDomainName, { ...keyOf(domain), patchOperations })],
          confirm: 'Change',
          ...(from.truststoreUri !== '' &&
            to.truststoreUri === '' && {
              danger: 'Mutual TLS is switched off: callers are let in without a certificate.',
            }),
        });
        return outputs !== null;
      }}
    >
      <DomainFields draft={from} isPrivate={typesOf(domain).includes('PRIVATE')} />
    </FormDialog>
  );
}
