import { Checkbox, NumberInput, Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormActions } from '../../../kit/form-actions.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import { UpdateRestApi, type RestApi } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { generalDraftOf, generalPatches, type GeneralDraft } from './general-draft.js';

/** Name, endpoint, media types: what an API is beside its resources. */
export function GeneralForm({ api }: { readonly api: RestApi }) {
  const review = useReview();
  const initial = generalDraftOf(api);
  const [draft, setDraft] = useState(initial);
  const set = (changed: Partial<GeneralDraft>) => setDraft({ ...draft, ...changed });
  const patchOperations = generalPatches(initial, draft);
  const submit = () =>
    void review({
      title: `Change ${initial.name}`,
      alterations: alterationsBetween(initial, draft),
      steps: [call(UpdateRestApi, { restApiId: api.id ?? '', patchOperations })],
      confirm: 'Save',
    });
  return (
    <Section title="General">
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="Name"
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            required
          />
          <TextInput
            label="Description"
            value={draft.description}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <Select
            label="Endpoint"
            data={['REGIONAL', 'EDGE', 'PRIVATE']}
            value={draft.endpoint}
            onChange={(endpoint) => set({ endpoint: endpoint ?? 'REGIONAL' })}
            allowDeselect={false}
          />
          <Select
            label="API keys come"
            data={[
              { value: 'HEADER', label: 'In the header x-api-key' },
              { value: 'AUTHORIZER', label: 'From the authorizer' },
            ]}
            value={draft.apiKeySource}
            onChange={(source) => set({ apiKeySource: source === 'AUTHORIZER' ? source : 'HEADER' })}
            allowDeselect={false}
          />
          {draft.endpoint === 'PRIVATE' && (
            <TagsInput
              label="VPC endpoints"
              value={[...draft.vpcEndpointIds]}
              onChange={(vpcEndpointIds) => set({ vpcEndpointIds })}
            />
          )}
          <TagsInput
            label="Binary media types"
            placeholder="image/png"
            value={[...draft.binaryMediaTypes]}
            onChange={(binaryMediaTypes) => set({ binaryMediaTypes })}
          />
          <NumberInput
            label="Compress responses from, bytes"
            placeholder="Never"
            value={draft.minimumCompressionSize}
            onChange={(size) => set({ minimumCompressionSize: size === '' ? '' : Number(size) })}
            min={0}
            max={10_485_760}
            thousandSeparator=","
          />
        </SimpleGrid>
        <Checkbox
          label="Answer on custom domains alone"
          description="The name below execute-api answers no more (disableExecuteApiEndpoint)"
          checked={draft.disableExecuteApiEndpoint}
          onChange={(event) => set({ disableExecuteApiEndpoint: event.currentTarget.checked })}
        />
        <FormActions
          isChanged={patchOperations.length > 0}
          isReady={draft.name !== ''}
          onReview={submit}
          onReset={() => setDraft(initial)}
        />
      </Stack>
    </Section>
  );
}
