import { Stack, Text } from '@mantine/core';
import { formatNumber } from '../../kit/formats.js';
import type { ApiFigures } from './api-figures.js';
import classes from './road.module.css';

/** Steps of the gateway as a newcomer should know them; docs/REQUEST-PIPELINE.md has all. */
const steps = [
  'find the stage',
  'match the method',
  'who may call',
  'key and quota',
  'throttle',
  'cache',
  'map and send',
];

export interface RoadProps {
  readonly figures: ApiFigures;
  /** Refused by usage plans; null where none has a stage of it. */
  readonly throttled: number | null;
}

/** A request's way through Tollgate, with what went there in the last hour. */
export function Road({ figures, throttled }: RoadProps) {
  const { requests, clientErrors, serverErrors, p50 } = figures;
  return (
    <ol className={classes.road} aria-label="The road of a request">
      <li className={classes.stop}>
        <Text size="sm" fw={600}>
          Callers
        </Text>
        <Figure value={formatNumber(requests)} of="requests in the last hour" />
      </li>
      <li className={`${classes.stop} ${classes.wide}`}>
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            Gateway
          </Text>
          <ol className={classes.steps} aria-label="Steps of the gateway">
            {steps.map((step) => (
              <li key={step} className={classes.step}>
                {step}
              </li>
            ))}
          </ol>
          <Text size="sm">
            <b>{formatNumber(clientErrors)}</b> refused or wrong (4xx)
            {throttled !== null && (
              <>
                , <b>{formatNumber(throttled)}</b> throttled by usage plans
              </>
            )}
          </Text>
        </Stack>
      </li>
      <li className={classes.stop}>
        <Text size="sm" fw={600}>
          Backend
        </Text>
        <Figure
          value={formatNumber(Math.max(0, requests - clientErrors - serverErrors))}
          of={`answered${p50 === null ? '' : `, half of them in ${p50 < 1 ? 'less than 1' : formatNumber(p50)} ms`}`}
        />
        <Text size="sm">
          <b>{formatNumber(serverErrors)}</b> failed (5xx)
        </Text>
      </li>
    </ol>
  );
}

const Figure = ({ value, of }: { readonly value: string; readonly of: string }) => (
  <div>
    <div className={classes.figure}>{value}</div>
    <Text size="sm" c="dimmed">
      {of}
    </Text>
  </div>
);
