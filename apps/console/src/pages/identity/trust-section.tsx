import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { UpdateAssumeRolePolicy } from '../../wire/generated/iam.js';
import { call } from '../../wire/operation.js';
import { DocumentEditor } from './document-editor.js';
import { documentOf } from './policy-document.js';

interface TrustSectionProps {
  readonly roleName: string;
  /** As IAM gives it. */
  readonly document: string;
  readonly refetch: () => Promise<unknown>;
}

/** Who may take a role on. */
export function TrustSection({ roleName, document, refetch }: TrustSectionProps) {
  const review = useReview();
  const from = documentOf(document);
  const save = async (to: string) => {
    const outputs = await review({
      title: `Change who may take on ${roleName}`,
      alterations: [{ what: 'Trust policy', from, to: documentOf(to) }],
      steps: [call(UpdateAssumeRolePolicy, { RoleName: roleName, PolicyDocument: to })],
      confirm: 'Change',
    });
    if (outputs) await refetch();
    return outputs !== null;
  };
  return (
    <Section title="Trust policy" hint="Who may take this role on">
      <DocumentEditor label={`Trust policy of ${roleName}`} document={from} onReview={save} />
    </Section>
  );
}
