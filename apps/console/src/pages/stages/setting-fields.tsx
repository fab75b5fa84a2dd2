import { NativeSelect, NumberInput, SimpleGrid } from '@mantine/core';
import type { ApiKind } from '../../kit/api-paths.js';
import { LimitFields } from '../../kit/limit-fields.js';
import {
  anyone,
  invalidations,
  settingLabels,
  type TypedCaching,
  type TypedSettings,
} from './typed-settings.js';

type Field = (name: string) => string;
interface SettingFieldsProps {
  readonly kind: ApiKind;
  readonly from: TypedSettings;
  /** Where a setting may be left to the stage: what the stage has. */
  readonly inherited?: TypedSettings;
}

const switches = ['off', 'on'];
const levels = ['OFF', 'ERROR', 'INFO'];

/** Throttle, logs and metrics of a stage, a method or a route. HTTP APIs have no execution logs. */
export function SettingFields({ kind, from, inherited }: SettingFieldsProps) {
  const choices = (values: readonly string[], ofStage: string | undefined) => [
    ...(ofStage === undefined ? [] : [{ value: '', label: `as the stage: ${ofStage}` }]),
    ...values.map((value) => ({ value, label: value })),
  ];
  return (
    <>
      <LimitFields rateLimit={from.rateLimit} burstLimit={from.burstLimit} inherited={inherited} />
      <SimpleGrid cols={{ base: 1, xs: kind === 'http' ? 1 : 3 }} spacing="md" verticalSpacing="sm">
        {kind !== 'http' && (
          <>
            <NativeSelect
              name="logging"
              label={settingLabels.logging}
              data={choices(levels, inherited?.logging)}
              defaultValue={from.logging}
            />
            <NativeSelect
              name="dataTrace"
              label={settingLabels.dataTrace}
              data={choices(switches, inherited?.dataTrace)}
              defaultValue={from.dataTrace}
            />
          </>
        )}
        <NativeSelect
          name="detailedMetrics"
          label={settingLabels.detailedMetrics}
          data={choices(switches, inherited?.detailedMetrics)}
          defaultValue={from.detailedMetrics}
        />
      </SimpleGrid>
    </>
  );
}

/** What stands in them; what a kind of API does not have stays. */
export const settingsIn = (field: Field, kind: ApiKind, from: TypedSettings): TypedSettings => ({
  rateLimit: field('rateLimit'),
  burstLimit: field('burstLimit'),
  logging: kind === 'http' ? from.logging : field('logging'),
  dataTrace: kind === 'http' ? from.dataTrace : field('dataTrace'),
  detailedMetrics: field('detailedMetrics'),
});

const invalidationLabels: Readonly<Record<(typeof invalidations)[number], string>> = {
  SUCCEED_WITH_RESPONSE_HEADER: 'who is allowed; others get the kept one, with a warning',
  SUCCEED_WITHOUT_RESPONSE_HEADER: 'who is allowed; others get the kept one',
  FAIL_WITH_403: 'who is allowed; others get a 403',
  [anyone]: 'anyone',
};

/** How responses are kept. */
export const CacheFields = ({ from, cached }: { readonly from: TypedCaching; readonly cached: string }) => (
  <>
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md" verticalSpacing="sm">
      <NativeSelect name="caching" label={cached} data={switches} defaultValue={from.caching} />
      <NumberInput
        name="ttlInSeconds"
        label={settingLabels.ttlInSeconds}
        min={0}
        max={3600}
        allowDecimal={false}
        defaultValue={from.ttlInSeconds}
        required
      />
      <NativeSelect
        name="encrypted"
        label={settingLabels.encrypted}
        data={switches}
        defaultValue={from.encrypted}
      />
    </SimpleGrid>
    <NativeSelect
      name="invalidation"
      label="Whose Cache-Control: max-age=0 fetches anew"
      data={invalidations.map((value) => ({ value, label: invalidationLabels[value] }))}
      defaultValue={from.invalidation}
    />
  </>
);

export const cachingIn = (field: Field): TypedCaching => ({
  caching: field('caching'),
  ttlInSeconds: field('ttlInSeconds'),
  encrypted: field('encrypted'),
  invalidation: field('invalidation'),
});
