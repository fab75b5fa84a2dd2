import { Stack } from '@mantine/core';
import { useState } from 'react';
import { FormActions } from '../../../kit/form-actions.js';
import { PairsField } from '../../../kit/pairs-field.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import { useSession } from '../../../session/use-session.js';
import { TagResource, UntagResource, type RestApi } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { restApiArn } from './general-draft.js';

/** What an API is marked with, for policies and for people. */
export function TagsForm({ api }: { readonly api: RestApi }) {
  const review = useReview();
  const session = useSession();
  const initial = api.tags ?? {};
  const [tags, setTags] = useState<Record<string, string>>(initial);
  const [round, setRound] = useState(0);
  const gone = Object.keys(initial).filter((key) => !(key in tags));
  const set = Object.entries(tags).filter(([key, value]) => initial[key] !== value);
  const resourceArn = restApiArn('region' in session ? session.region : 'us-east-1', api.id ?? '');
  const submit = () =>
    void review({
      title: `Change the tags of ${api.name}`,
      alterations: alterationsBetween(initial, tags),
      steps: [
        ...(gone.length > 0 ? [call(UntagResource, { resourceArn, tagKeys: gone })] : []),
        ...(set.length > 0 ? [call(TagResource, { resourceArn, tags: Object.fromEntries(set) })] : []),
      ],
      confirm: 'Save',
    });
  return (
    <Section title="Tags">
      <Stack gap="md">
        <PairsField
          key={round}
          label="Keys and values"
          value={tags}
          onChange={setTags}
          keyLabel="Key"
          add="Add a tag"
        />
        <FormActions
          isChanged={gone.length + set.length > 0}
          onReview={submit}
          onReset={() => {
            setTags(initial);
            setRound(round + 1);
          }}
        />
      </Stack>
    </Section>
  );
}
