import { TextInput } from '@mantine/core';
import { EditDialog } from '../../../kit/draft/edit-dialog.js';
import { useDraft } from '../../../kit/draft/use-draft.js';
import { PairsField } from '../../../kit/pairs-field.js';
import { ParametersField } from '../../../kit/parameters/parameters-field.js';
import type { Route, RouteResponse } from '../../../wire/generated/apigatewayv2.js';
import { useModels } from '../v2-lists.js';
import type { RouteAt } from './route-draft.js';
import {
  responseChange,
  responseCreation,
  routeResponseDraftOf,
  routeResponseLabels,
} from './route-response-draft.js';

export interface RouteResponseDialogProps {
  readonly at: RouteAt;
  readonly route: Route;
  /** Null: a new one. */
  readonly response: RouteResponse | null;
  readonly onClose: () => void;
}

/** What is said of a route's messages back; models and parameters are for documents. */
export function RouteResponseDialog({ at, route, response, onClose }: RouteResponseDialogProps) {
  const draft = useDraft(routeResponseDraftOf(response ?? {}));
  const models = useModels(at.apiId).items;
  return (
    <EditDialog
      noun="route response"
      name={response && (response.routeResponseKey ?? '')}
      newName={(to) => to.routeResponseKey}
      draft={draft}
      labels={routeResponseLabels}
      size="lg"
      steps={(to) =>
        response
          ? responseChange(at, response.routeResponseId ?? '', { from: draft.from, to })
          : responseCreation(at, route, to)
      }
      onClose={onClose}
    >
      <TextInput
        label={routeResponseLabels.routeResponseKey}
        description="$default is the one that there is"
        {...draft.text('routeResponseKey')}
        readOnly
      />
      <PairsField
        label={routeResponseLabels.responseModels}
        keyLabel="Selected"
        keyPlaceholder="$default"
        valueLabel="Model"
        valueChoices={models.map(({ name = '' }) => name)}
        {...draft.map('responseModels')}
        add="Add a model"
      />
      <TextInput
        label={routeResponseLabels.modelSelectionExpression}
        {...draft.text('modelSelectionExpression')}
        spellCheck={false}
      />
      <ParametersField
        label={routeResponseLabels.responseParameters}
        prefix="route.response"
        places={['header']}
        {...draft.map('responseParameters')}
      />
    </EditDialog>
  );
}
