import { Accordion, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '../../kit/empty.js';
import { Loaded } from '../../kit/loaded.js';
import { usePlannedReview } from '../../kit/review/use-planned-review.js';
import { Section } from '../../kit/section.js';
import { callQuery } from '../../kit/wire-query.js';
import { InlinePolicy } from './inline-policy.js';
import { NewPolicyDialog } from './new-policy-dialog.js';
import { documentOf } from './policy-document.js';
import type { Principal } from './principal.js';
import { readCall } from './read-call.js';

/** Policies of a user's or role's own, which go with it. */
export function InlinePolicies({ principal }: { readonly principal: Principal }) {
  const [isCreating, setCreating] = useState(false);
  // Those that were opened stay loaded, with what was typed into them.
  const [seen, setSeen] = useState<readonly string[]>([]);
  const query = useQuery(callQuery(principal.inline));
  return (
    <Section
      title="Inline policies"
      hint={`Of this ${principal.kind} alone, and deleted with it`}
      actions={
        <Button size="xs" onClick={() => setCreating(true)}>
          Create inline policy
        </Button>
      }
    >
      <Loaded query={query} lines={2}>
        {({ PolicyNames = [] }) =>
          PolicyNames.length === 0 ? (
            <Empty
              title="No inline policy"
              first="What several users or roles are to have is better attached: it is changed in one place."
            />
          ) : (
            <Accordion
              multiple
              variant="separated"
              order={3}
              onChange={(open) => setSeen((before) => [...new Set([...before, ...open])])}
            >
              {PolicyNames.map((policyName) => (
                <Accordion.Item key={policyName} value={policyName}>
                  <Accordion.Control>{policyName}</Accordion.Control>
                  <Accordion.Panel>
                    {seen.includes(policyName) && (
                      <InlinePolicy principal={principal} policyName={policyName} />
                    )}
                  </Accordion.Panel>
                </Accordion.Item>
              ))}
            </Accordion>
          )
        }
      </Loaded>
      {isCreating && <CreateDialog principal={principal} onClose={() => setCreating(false)} />}
    </Section>
  );
}

interface CreateDialogProps {
  readonly principal: Principal;
  readonly onClose: () => void;
}

function CreateDialog({ principal, onClose }: CreateDialogProps) {
  const { propose, problem } = usePlannedReview();
  /** IAM puts a policy over one of its name without a word: the review says so. */
  const documentNow = async (policyName: string) => {
    const { PolicyNames = [] } = await readCall(principal.inline);
    if (!PolicyNames.includes(policyName)) return null;
    const now = await readCall(principal.inlinePolicy(policyName));
    return documentOf(now.PolicyDocument ?? '');
  };
  return (
    <NewPolicyDialog
      title={`Create an inline policy of ${principal.name}`}
      problem={problem}
      onClose={onClose}
      onReview={async (policyName, document) => {
        const outputs = await propose(async () => {
          const from = await documentNow(policyName);
          return {
            title: `${from === null ? 'Create' : 'Replace'} inline policy ${policyName}`,
            alterations: [{ what: 'Document', from, to: documentOf(document) }],
            steps: [principal.putInline(policyName, document)],
            confirm: from === null ? 'Create' : 'Replace',
            ...(from !== null && { danger: `There is a policy ${policyName} already: it is replaced.` }),
          };
        });
        return outputs !== null;
      }}
    />
  );
}
