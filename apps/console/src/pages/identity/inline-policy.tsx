import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../kit/loaded.js';
import { useReview } from '../../kit/review/use-review.js';
import { callQuery } from '../../kit/wire-query.js';
import { DocumentEditor } from './document-editor.js';
import { documentOf } from './policy-document.js';
import type { Principal } from './principal.js';

interface InlinePolicyProps {
  readonly principal: Principal;
  readonly policyName: string;
}

/** The document of one inline policy, to be changed or deleted. */
export function InlinePolicy({ principal, policyName }: InlinePolicyProps) {
  const review = useReview();
  const query = useQuery(callQuery(principal.inlinePolicy(policyName)));
  const save = async (from: string, to: string) => {
    const outputs = await review({
      title: `Change inline policy ${policyName}`,
      alterations: [{ what: 'Document', from, to: documentOf(to) }],
      steps: [principal.putInline(policyName, to)],
      confirm: 'Change',
    });
    if (outputs) await query.refetch();
    return outputs !== null;
  };
  const remove = (document: string) =>
    void review({
      title: `Delete inline policy ${policyName}`,
      alterations: [{ what: 'Document', from: document, to: null }],
      steps: [principal.deleteInline(policyName)],
      confirm: 'Delete',
      danger: `${principal.name} loses what it allows, and may from now on do what it denies.`,
    });
  return (
    <Loaded query={query} lines={6}>
      {({ PolicyDocument = '' }) => {
        const document = documentOf(PolicyDocument);
        return (
          <Stack gap="sm">
            <DocumentEditor
              label={`Document of ${policyName}`}
              document={document}
              onReview={(typed) => save(document, typed)}
            />
            <Group>
              <Button
                variant="light"
                color="red"
                aria-label={`Delete inline policy ${policyName}`}
                onClick={() => remove(document)}
              >
                Delete
              </Button>
            </Group>
          </Stack>
        );
      }}
    </Loaded>
  );
}
