import { Stack } from '@mantine/core';
import { useState } from 'react';
import type { Call } from '../wire/operation.js';
import { FormActions } from './form-actions.js';
import { PairsField } from './pairs-field.js';
import { alterationsBetween } from './review/change.js';
import { useReview } from './review/use-review.js';
import { Section } from './section.js';

export type Tags = Readonly<Record<string, string>>;

export interface TagsSectionProps {
  /** Whose tags they are, as the review's title says it. */
  readonly of: string;
  readonly tags: Tags;
  readonly hint?: string;
  /** The service's own calls; neither is asked for nothing. */
  readonly untag: (keys: readonly string[]) => Call;
  readonly tag: (tags: Tags) => Call;
}

/** What something is marked with, for policies and for people. */
export function TagsSection({ of, tags: initial, hint, untag, tag }: TagsSectionProps) {
  const review = useReview();
  const [tags, setTags] = useState<Tags>(initial);
  const [round, setRound] = useState(0);
  const gone = Object.keys(initial).filter((key) => !(key in tags));
  const set = Object.fromEntries(Object.entries(tags).filter(([key, value]) => initial[key] !== value));
  const isTagging = Object.keys(set).length > 0;
  const submit = () =>
    void review({
      title: `Change the tags of ${of}`,
      alterations: alterationsBetween(initial, tags),
      steps: [...(gone.length > 0 ? [untag(gone)] : []), ...(isTagging ? [tag(set)] : [])],
      confirm: 'Save',
    });
  return (
    <Section title="Tags" hint={hint}>
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
          isChanged={gone.length > 0 || isTagging}
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
