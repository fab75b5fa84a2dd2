import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../kit/form-dialog.js';
import { KeyField } from '../../kit/key-field.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { StageFields } from '../../kit/stage-fields.js';
import { call } from '../../wire/operation.js';
import { BeginCapture } from '../../wire/tollgate/captures.js';

/** Which requests to capture, and for how long. */
export function BeginCaptureDialog({ onClose }: { readonly onClose: () => void }) {
  const review = useReview();
  const [by, setBy] = useState<'key' | 'id'>('key');
  return (
    <FormDialog
      title="Capture requests"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const input = {
          restApiId: field('apiId'),
          stageName: field('stage'),
          ...(by === 'key' ? { apiKeyId: field('apiKeyId') } : { requestId: field('requestId') }),
          durationSeconds: Number(field('durationSeconds')),
          requestsMax: Number(field('requestsMax')),
        };
        const outputs = await review({
          title: 'Capture requests',
          alterations: alterationsBetween<typeof input>({}, input),
          steps: [call(BeginCapture, input)],
          confirm: 'Capture',
        });
        return outputs !== null;
      }}
    >
      <StageFields kinds={['REST']} />
      <SegmentedControl
        aria-label="Whose requests"
        data={[
          { value: 'key', label: 'Of a key' },
          { value: 'id', label: 'Of a request id' },
        ]}
        value={by}
        onChange={(value) => setBy(value)}
      />
      {by === 'key' ? (
        <KeyField name="apiKeyId" label="API key" />
      ) : (
        <TextInput
          name="requestId"
          label="Request ID"
          description="A UUID that the caller sends as x-amzn-RequestId"
          pattern="[0-9a-fA-F\-]{36}"
          required
          spellCheck={false}
        />
      )}
      <NumberInput
        name="durationSeconds"
        label="For how many seconds"
        min={1}
        max={3600}
        allowDecimal={false}
        thousandSeparator=""
        defaultValue={300}
        required
      />
      <NumberInput
        name="requestsMax"
        label="Requests at most"
        min={1}
        max={1000}
        allowDecimal={false}
        thousandSeparator=""
        defaultValue={100}
        required
      />
    </FormDialog>
  );
}
