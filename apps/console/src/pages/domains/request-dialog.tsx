import { TextInput } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { useReview } from '../../kit/review/use-review.js';
import { RequestCertificate } from '../../wire/generated/acm.js';
import { call } from '../../wire/operation.js';

/** A certificate that an ACME server is to issue, where one is set. */
export function RequestDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  return (
    <FormDialog
      title="Request certificate"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const DomainName = field('name');
        const SubjectAlternativeNames = field('others')
          .split(/[\s,]+/)
          .filter(Boolean);
        const outputs = await review({
          title: `Request a certificate for ${DomainName}`,
          alterations: [
            { what: 'Certificate', from: null, to: [DomainName, ...SubjectAlternativeNames].join(', ') },
          ],
          steps: [
            call(RequestCertificate, {
              DomainName,
              ValidationMethod: 'HTTP',
              ...(SubjectAlternativeNames.length > 0 && { SubjectAlternativeNames }),
            }),
          ],
          confirm: 'Request',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="name"
        label="Name"
        placeholder="api.example.com"
        description="Its port 80 leads to a gateway while the authority asks"
        required
        spellCheck={false}
        data-autofocus
      />
      <TextInput
        name="others"
        label="Further names"
        description="Blanks or commas between"
        spellCheck={false}
      />
    </FormDialog>
  );
}
