import { useState } from 'react';
import type { ApiKind } from '../../kit/api-paths.js';
import { useApi } from '../../kit/api-tabs.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { Problem } from '../../kit/problem.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { useEveryPage } from '../../kit/use-every-page.js';
import {
  DeleteRouteSettings,
  GetRoutes,
  UpdateStage,
  type Stage,
} from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import { OwnSettingsTable } from './own-settings-table.js';
import { routeSettings, type OwnSettings } from './own-settings.js';
import { SettingFields, settingsIn } from './setting-fields.js';
import { routeSettingsOf, settingLabels, typedOfRoute, type TypedSettings } from './typed-settings.js';

interface RouteSettingsProps {
  readonly apiId: string;
  readonly stage: Stage;
}

/** What single routes of an HTTP or WebSocket API have otherwise than the stage. */
export function RouteSettings({ apiId, stage }: RouteSettingsProps) {
  const [edited, setEdited] = useState<OwnSettings | null>(null);
  const review = useReview();
  const kind = useApi('v2', apiId).kind ?? 'http';
  const list = useEveryPage(GetRoutes, { apiId, maxResults: '500' }, 'nextToken');
  const stageName = stage.stageName ?? '';
  const inherit = ({ name, holding, ofStage }: OwnSettings) =>
    review({
      title: `Leave ${name} to the settings of ${stageName}`,
      alterations: [
        { what: `Settings of ${name}`, from: 'its own', to: 'as the stage' },
        ...alterationsBetween(holding, ofStage, settingLabels),
      ],
      steps: [call(DeleteRouteSettings, { apiId, stageName, routeKey: name })],
      confirm: 'Inherit',
    });
  return (
    <Section
      title="Settings by route"
      hint="Live at once. What is the stage's is grey; a route takes from it what it does not set itself."
    >
      {list.error && <Problem error={list.error} retry={list.retry} />}
      {(list.items.length > 0 || list.isComplete) && (
        <OwnSettingsTable
          noun="Route"
          rows={routeSettings(
            list.items.map(({ routeKey = '' }) => routeKey),
            stage,
          )}
          has={{ logs: kind === 'websocket', cache: false }}
          onEdit={stage.apiGatewayManaged ? undefined : setEdited}
          onInherit={(row) => void inherit(row)}
        />
      )}
      {edited && (
        <RouteDialog apiId={apiId} stage={stage} kind={kind} route={edited} onClose={() => setEdited(null)} />
      )}
    </Section>
  );
}

interface RouteDialogProps extends RouteSettingsProps {
  readonly kind: ApiKind;
  readonly route: OwnSettings;
  readonly onClose: () => void;
}

function RouteDialog({ apiId, stage, kind, route, onClose }: RouteDialogProps) {
  const review = useReview();
  const stageName = stage.stageName ?? '';
  const { name, ofStage } = route;
  const from = typedOfRoute(stage.routeSettings?.[name]);
  return (
    <FormDialog
      title={`Settings of ${name}`}
      submit="Review"
      size="lg"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = settingsIn(field, kind, from);
        const alterations = alterationsBetween(from, to, settingLabels);
        if (alterations.length === 0) return true;
        const outputs = await review({
          title: `Change settings of ${name}`,
          alterations: alterations.map((row) => ({
            ...row,
            from: row.from ?? 'as the stage',
            to: row.to ?? 'as the stage',
          })),
          steps: stepsOf({ apiId, stageName, routeKey: name }, from, to),
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <SettingFields kind={kind} from={from} inherited={ofStage} />
    </FormDialog>
  );
}

interface OfRoute {
  readonly apiId: string;
  readonly stageName: string;
  readonly routeKey: string;
}

/** No call takes one setting of a route away: all of them are, and the others set again. */
function stepsOf({ apiId, stageName, routeKey }: OfRoute, from: TypedSettings, to: TypedSettings) {
  const settings = routeSettingsOf(to);
  const update = call(UpdateStage, { apiId, stageName, routeSettings: { [routeKey]: settings } });
  const isLeft = Object.keys(routeSettingsOf(from)).some((member) => !(member in settings));
  return [
    ...(isLeft ? [call(DeleteRouteSettings, { apiId, stageName, routeKey })] : []),
    ...(Object.keys(settings).length > 0 ? [update] : []),
  ];
}
