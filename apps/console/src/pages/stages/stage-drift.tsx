import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { ChangesList } from './changes-list.js';
import { useDeploy } from './deploy.js';
import type { StagePageProps } from './stage-page.js';
import { driftOf } from './stage-reads.js';

/** What was changed since, and is not served. */
export function StageDriftSection({
  version,
  apiId,
  stageName,
  deploysItself,
}: StagePageProps & { readonly deploysItself: boolean }) {
  const query = useQuery(driftOf({ version, apiId, stageName }));
  const deploy = useDeploy();
  const isDrifted = query.data?.drifted === true;
  return (
    <Section
      title="Not deployed yet"
      hint="How the definition differs from what this stage serves"
      actions={
        isDrifted &&
        !deploysItself && (
          <Button size="xs" onClick={() => void deploy({ version, apiId, stageName })}>
            Deploy this
          </Button>
        )
      }
    >
      <Loaded query={query} lines={2}>
        {(drift) =>
          drift.drifted ? (
            <ChangesList changes={drift} />
          ) : (
            <Text size="sm">Nothing: the stage serves what is defined.</Text>
          )
        }
      </Loaded>
    </Section>
  );
}
