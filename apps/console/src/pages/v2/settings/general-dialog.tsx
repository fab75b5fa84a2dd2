import { Group, NativeSelect, TextInput } from '@mantine/core';
import { EditDialog } from '../../../kit/draft/edit-dialog.js';
import { useDraft } from '../../../kit/draft/use-draft.js';
import { UpdateApi, type Api } from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import { apiKeyExpressions, generalChange, generalDraftOf, generalLabels } from './general-draft.js';

export function GeneralDialog({ api, onClose }: { readonly api: Api; readonly onClose: () => void }) {
  const draft = useDraft(generalDraftOf(api));
  const isHttp = api.protocolType === 'HTTP';
  return (
    <EditDialog
      noun="API"
      name={api.name ?? ''}
      draft={draft}
      labels={generalLabels}
      steps={(to) => [call(UpdateApi, { apiId: api.apiId ?? '', ...generalChange(draft.from, to) })]}
      onClose={onClose}
    >
      <TextInput label={generalLabels.name} {...draft.text('name')} required data-autofocus />
      <TextInput label={generalLabels.description} {...draft.text('description')} />
      <TextInput label={generalLabels.version} {...draft.text('version')} />
      <Group grow align="flex-start">
        <NativeSelect
          label={generalLabels.defaultEndpoint}
          description="Off: served at custom domains alone"
          data={['on', 'off']}
          {...draft.text('defaultEndpoint')}
        />
        <NativeSelect
          label={generalLabels.ipAddressType}
          description="By which callers reach it"
          data={['ipv4', 'dualstack']}
          {...draft.text('ipAddressType')}
        />
      </Group>
      {!isHttp && (
        <>
          <TextInput
            label={generalLabels.routeSelectionExpression}
            description="What of a message names its route"
            {...draft.text('routeSelectionExpression')}
            required
            spellCheck={false}
          />
          <NativeSelect
            label={generalLabels.validation}
            description="Off: models of routes are not looked at"
            data={['on', 'off']}
            {...draft.text('validation')}
          />
        </>
      )}
      <NativeSelect
        label={generalLabels.apiKeySelectionExpression}
        description="Where the key is, of routes that ask for one"
        data={apiKeyExpressions}
        {...draft.text('apiKeySelectionExpression')}
      />
    </EditDialog>
  );
}
