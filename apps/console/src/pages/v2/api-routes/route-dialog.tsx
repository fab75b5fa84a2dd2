import { useApi } from '../../../kit/api-tabs.js';
import { EditDialog } from '../../../kit/draft/edit-dialog.js';
import { useDraft } from '../../../kit/draft/use-draft.js';
import type { Route } from '../../../wire/generated/apigatewayv2.js';
import { changeOf, creationOf, routeDraftOf, routeLabels } from './route-draft.js';
import { RouteFields } from './route-fields.js';

export interface RouteDialogProps {
  readonly apiId: string;
  /** Null: a new one. */
  readonly route: Route | null;
  readonly onClose: () => void;
}

/** A route, new or changed. */
export function RouteDialog({ apiId, route, onClose }: RouteDialogProps) {
  const isHttp = useApi('v2', apiId).kind === 'http';
  const draft = useDraft(routeDraftOf(route ?? {}));
  return (
    <EditDialog
      noun="route"
      name={route && (route.routeKey ?? '')}
      newName={(to) => to.routeKey}
      draft={draft}
      labels={routeLabels}
      size="lg"
      steps={(to) =>
        route ? changeOf({ apiId, routeId: route.routeId ?? '' }, draft.from, to) : creationOf(apiId, to)
      }
      onClose={onClose}
    >
      <RouteFields apiId={apiId} isHttp={isHttp} isNew={!route} draft={draft} />
    </EditDialog>
  );
}
