import { Button, Group, Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormActions } from '../../../kit/form-actions.js';
import { PairsField } from '../../../kit/pairs-field.js';
import { useReview } from '../../../kit/review/use-review.js';
import { TemplatesField } from '../../../kit/templates-field.js';
import type { Method } from '../../../wire/generated/apigateway.js';
import type { MethodAt } from './method-at.js';
import { changeResponse, deleteResponse, newResponse, type ResponseDraft } from './response-draft.js';

export interface ResponseFormProps {
  readonly at: MethodAt;
  readonly name: string;
  readonly method: Method;
  readonly isMapped: boolean;
  /** Null for one to be added. */
  readonly initial: ResponseDraft | null;
  /** A new one is added, or given up. */
  readonly onEnd?: () => void;
}

/** One response of a method. */
export function ResponseForm({ at, name, method, isMapped, initial, onEnd }: ResponseFormProps) {
  const review = useReview();
  const start = initial ?? newResponse;
  const [draft, setDraft] = useState(start);
  const [round, setRound] = useState(0);
  const set = (changed: Partial<ResponseDraft>) => setDraft({ ...draft, ...changed });
  const submit = async () => {
    if (await review(changeResponse(at, name, method, draft, isMapped))) onEnd?.();
  };
  return (
    <Stack gap="md" key={round}>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {!initial && (
          <TextInput
            label="Status code"
            placeholder="200"
            value={draft.statusCode}
            onChange={(event) => set({ statusCode: event.currentTarget.value.trim() })}
            inputMode="numeric"
            maxLength={3}
            required
          />
        )}
        {isMapped && (
          <TextInput
            label="Selection pattern"
            placeholder="Empty for the default"
            description="A regular expression on the backend's status, or a function's error"
            value={draft.selectionPattern}
            onChange={(event) => set({ selectionPattern: event.currentTarget.value })}
            spellCheck={false}
          />
        )}
        {isMapped && (
          <Select
            label="Content handling"
            description="What becomes of the body"
            data={[
              { value: '', label: 'As it comes' },
              { value: 'CONVERT_TO_BINARY', label: 'Convert to binary' },
              { value: 'CONVERT_TO_TEXT', label: 'Convert to text' },
            ]}
            value={draft.contentHandling}
            onChange={(value) => set({ contentHandling: value ?? '' })}
            allowDeselect={false}
          />
        )}
      </SimpleGrid>
      {isMapped ? (
        <PairsField
          label="Headers"
          description="What callers get, and whence: integration.response.header.x, integration.response.body.x, or 'text'"
          keyLabel="Header"
          valueLabel="From"
          keyPlaceholder="X-Count"
          value={draft.mappings}
          onChange={(mappings) =>
            // One that was only set goes with its mapping.
            set({ mappings, headers: draft.headers.filter((each) => !(each in draft.mappings)) })
          }
          add="Add a header"
        />
      ) : (
        <TagsInput
          label="Headers"
          value={[...draft.headers]}
          onChange={(headers) => set({ headers })}
          description="Names of headers that callers may get"
        />
      )}
      <PairsField
        label="Models"
        keyLabel="Content type"
        valueLabel="Model"
        keyPlaceholder="application/json"
        value={draft.responseModels}
        onChange={(responseModels) => set({ responseModels })}
        add="Add a model"
      />
      {isMapped && (
        <TemplatesField
          label="Response templates"
          value={draft.responseTemplates}
          onChange={(responseTemplates) => set({ responseTemplates })}
        />
      )}
      <Group justify="space-between">
        {initial ? (
          <FormActions
            isChanged={JSON.stringify(draft) !== JSON.stringify(start)}
            onReview={() => void submit()}
            onReset={() => {
              setDraft(start);
              setRound(round + 1);
            }}
          />
        ) : (
          <Group>
            <Button disabled={!/^[1-5]\d\d$/.test(draft.statusCode)} onClick={() => void submit()}>
              Review
            </Button>
            <Button variant="default" onClick={onEnd}>
              Cancel
            </Button>
          </Group>
        )}
        {initial && (
          <Button
            variant="subtle"
            color="red"
            onClick={() => void review(deleteResponse(at, name, method, initial.statusCode))}
          >
            Delete response
          </Button>
        )}
      </Group>
    </Stack>
  );
}
