import { Stack } from '@mantine/core';
import { useState } from 'react';
import { CodeEditor } from '../../../kit/code/code-editor.js';
import { FormActions } from '../../../kit/form-actions.js';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import { UpdateRestApi, type RestApi } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { policyText } from './policy-text.js';

/** Who may call an API at all, before any method is looked at. */
export function PolicyForm({ api }: { readonly api: RestApi }) {
  const review = useReview();
  const initial = policyText(api.policy);
  const [text, setText] = useState(initial);
  const submit = () =>
    void review({
      title: `${text.trim() === '' ? 'Remove' : 'Change'} the resource policy of ${api.name}`,
      ...(text.trim() === '' && {
        danger: 'Without a policy everybody may call what asks for no authorization.',
      }),
      alterations: [{ what: 'Resource policy', from: initial || null, to: text.trim() || null }],
      steps: [
        call(UpdateRestApi, {
          restApiId: api.id ?? '',
          patchOperations: [
            text.trim() === ''
              ? { op: 'remove', path: '/policy' }
              : { op: 'replace', path: '/policy', value: text },
          ],
        }),
      ],
      confirm: 'Save',
    });
  return (
    <Section
      title="Resource policy"
      hint="Who may call the API at all: accounts, addresses, VPC endpoints. It counts from the next deployment on."
    >
      <Stack gap="md">
        <CodeEditor label="Resource policy" language="json" value={text} onChange={setText} height="14rem" />
        <FormActions isChanged={text !== initial} onReview={submit} onReset={() => setText(initial)} />
      </Stack>
    </Section>
  );
}
