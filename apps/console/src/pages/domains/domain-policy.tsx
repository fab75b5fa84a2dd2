import { Stack } from '@mantine/core';
import { useState } from 'react';
import { CodeEditor } from '../../kit/code/code-editor.js';
import { FormActions } from '../../kit/form-actions.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { UpdateDomainName, type DomainName } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { keyOf } from './domain-key.js';

/** Who may call a private domain: without a policy nobody may. */
export function DomainPolicy({ domain }: { readonly domain: DomainName }) {
  const review = useReview();
  const initial = policyText(domain.policy);
  const [text, setText] = useState(initial);
  const isRemoved = text.trim() === '';
  const submit = () =>
    void review({
      title: `${isRemoved ? 'Remove' : 'Change'} the policy of ${domain.domainName}`,
      ...(isRemoved && { danger: 'Without a policy nobody may call a private domain.' }),
      alterations: [{ what: 'Policy', from: initial || null, to: text.trim() || null }],
      steps: [
        call(UpdateDomainName, {
          ...keyOf(domain),
          patchOperations: [{ op: 'replace', path: '/policy', value: text.trim() }],
        }),
      ],
      confirm: 'Save',
    });
  return (
    <Section
      title="Policy"
      hint="Who may call this domain, before any API is asked: execute-api:Invoke on execute-api:/*"
    >
      <Stack gap="md">
        <CodeEditor label="Policy" language="json" value={text} onChange={setText} height="12rem" />
        <FormActions isChanged={text !== initial} onReview={submit} onReset={() => setText(initial)} />
      </Stack>
    </Section>
  );
}

/** For reading, as the service keeps it in one line. */
function policyText(policy: string | undefined): string {
  if (!policy) return '';
  try {
    return JSON.stringify(JSON.parse(policy), null, 2);
  } catch {
    return policy;
  }
}
