import { Checkbox, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../../kit/form-dialog.js';
import { useReview } from '../../../kit/review/use-review.js';
import type { Resource } from '../../../wire/generated/apigateway.js';
import { corsMethods, defaultCorsHeaders, enableCors } from './cors.js';

const all = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Which pages of other origins may call a resource, and how. */
export function CorsForm({
  apiId,
  resource,
  onClose,
}: {
  readonly apiId: string;
  readonly resource: Resource;
  readonly onClose: () => void;
}) {
  const review = useReview();
  const [origin, setOrigin] = useState('*');
  const [headers, setHeaders] = useState(defaultCorsHeaders);
  const [methods, setMethods] = useState<string[]>([...corsMethods(resource)]);
  const submit = async () =>
    (await review(enableCors(apiId, resource, { origin, headers, methods }))) !== null;
  return (
    <FormDialog
      title={`Enable CORS for ${resource.path}`}
      isReady={origin !== '' && methods.length > 0}
      onClose={onClose}
      submit="Review"
      onSubmit={submit}
    >
      <TextInput
        label="Access-Control-Allow-Origin"
        description="One origin such as https://example.com, or * for all"
        value={origin}
        onChange={(event) => setOrigin(event.currentTarget.value.trim())}
      />
      <Checkbox.Group label="Access-Control-Allow-Methods" value={methods} onChange={setMethods}>
        <Group mt="xs" gap="md">
          {all.map((method) => (
            <Checkbox key={method} value={method} label={method} />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput
        label="Access-Control-Allow-Headers"
        value={headers}
        onChange={(event) => setHeaders(event.currentTarget.value)}
        spellCheck={false}
      />
    </FormDialog>
  );
}
