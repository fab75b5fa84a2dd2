import { Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { EditDialog } from '../../../kit/draft/edit-dialog.js';
import { useDraft } from '../../../kit/draft/use-draft.js';
import { DeleteCorsConfiguration, UpdateApi, type Api } from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import { corsDraftOf, corsLabels, corsOf } from './cors-draft.js';

/** All fields empty: no CORS. */
export function CorsDialog({ api, onClose }: { readonly api: Api; readonly onClose: () => void }) {
  const draft = useDraft(corsDraftOf(api.corsConfiguration));
  const apiId = api.apiId ?? '';
  const list = (member: 'allowOrigins' | 'allowMethods' | 'allowHeaders' | 'exposeHeaders') => ({
    label: corsLabels[member],
    spellCheck: false,
    ...draft.text(member),
  });
  return (
    <EditDialog
      noun="CORS of"
      name={api.name ?? ''}
      draft={draft}
      labels={corsLabels}
      steps={(to) => {
        const corsConfiguration = corsOf(to);
        return [
          corsConfiguration
            ? call(UpdateApi, { apiId, corsConfiguration })
            : call(DeleteCorsConfiguration, { apiId }),
        ];
      }}
      onClose={onClose}
    >
      <TextInput {...list('allowOrigins')} description="https://shop.example.com, or *" data-autofocus />
      <TextInput {...list('allowMethods')} />
      <TextInput {...list('allowHeaders')} />
      <TextInput {...list('exposeHeaders')} />
      <Group grow>
        <NumberInput label={corsLabels.maxAge} min={-1} max={86_400} {...draft.digits('maxAge')} />
        <NativeSelect
          label={corsLabels.allowCredentials}
          data={['no', 'yes']}
          {...draft.text('allowCredentials')}
        />
      </Group>
    </EditDialog>
  );
}
