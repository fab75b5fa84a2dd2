import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Facts } from '../../kit/facts.js';
import { formatNumber } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { When } from '../../kit/when.js';
import { wireQuery } from '../../kit/wire-query.js';
import { ReadStageCanary, type GuardRecord } from '../../wire/tollgate/stages.js';

const askEveryMs = 5_000;

/** What its guard makes of it, with the figures of both sides. */
export function CanaryFigures({ apiId, stageName }: { readonly apiId: string; readonly stageName: string }) {
  const query = useQuery({
    ...wireQuery(ReadStageCanary, { restApiId: apiId, stageName }),
    refetchInterval: askEveryMs,
  });
  return (
    <Loaded query={query} lines={2}>
      {({ guard, startedAt, unguarded }) =>
        guard ? (
          <Stack gap="xs">
            <Facts facts={factsOf(guard, startedAt)} />
            {guard.reasons.map((reason) => (
              <Text key={reason} size="sm">
                {reason}
              </Text>
            ))}
          </Stack>
        ) : (
          <Alert color="gray" variant="light">
            {unguarded ??
              'No guard: the tag tollgate:canary-guard would promote or remove it by its figures.'}
          </Alert>
        )
      }
    </Loaded>
  );
}

const factsOf = ({ rule, verdict, canary, base }: GuardRecord, startedAt: string | null) => {
  const side = ({ requests, errorRatePercent, latencyMs }: GuardRecord['canary']) =>
    `${formatNumber(requests)} requests, errors ${errorRatePercent === null ? 'unknown' : `${formatNumber(errorRatePercent)} %`}, p99 ${latencyMs.p99 === null ? 'unknown' : `${formatNumber(latencyMs.p99)} ms`}`;
  return [
    ['Rule', rule],
    ['Verdict', verdict],
    ['Canary', side(canary)],
    ['Stage', side(base)],
    ['Since', <When key="since" at={startedAt} />],
  ] as const;
};
