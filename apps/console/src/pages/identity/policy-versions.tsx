import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../kit/loaded.js';
import { usePlannedReview } from '../../kit/review/use-planned-review.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { callWire } from '../../wire/call-wire.js';
import { GetPolicyVersion, ListPolicyVersions } from '../../wire/generated/iam.js';
import { newVersion, otherDefault, versionDeletion, versionInTheWay, versionsMax } from './policy-changes.js';
import { documentOf, isOfAws } from './policy-document.js';
import { VersionDocument } from './version-document.js';
import { VersionTable } from './version-table.js';

interface PolicyVersionsProps {
  readonly name: string;
  readonly arn: string;
}

/** The default version's document, to be changed by a new version, and the others. */
export function PolicyVersions({ name, arn }: PolicyVersionsProps) {
  const query = useQuery(wireQuery(ListPolicyVersions, { PolicyArn: arn }));
  const [shown, setShown] = useState<string | null>(null);
  const { propose, problem } = usePlannedReview();
  const read = async () => {
    const { Versions = [] } = await callWire(ListPolicyVersions, { PolicyArn: arn });
    return { name, arn, versions: Versions };
  };
  const readVersion = async (id: string) => {
    const { PolicyVersion } = await callWire(GetPolicyVersion, { PolicyArn: arn, VersionId: id });
    return { id, document: documentOf(PolicyVersion?.Document ?? '') };
  };
  const save = async (from: string, to: string) =>
    (await propose(async () => newVersion(await read(), from, to))) !== null;
  const makeDefault = async (from: string, to: string) => {
    const outputs = await propose(async () =>
      otherDefault({ name, arn }, await readVersion(from), await readVersion(to)),
    );
    if (outputs) setShown(null);
  };
  const remove = async (id: string) => {
    const outputs = await propose(async () => versionDeletion({ name, arn }, await readVersion(id)));
    if (outputs && id === shown) setShown(null);
  };
  const isOurs = !isOfAws(arn);
  return (
    <Loaded query={query} lines={8}>
      {({ Versions = [] }) => {
        const current = Versions.find(({ IsDefaultVersion }) => IsDefaultVersion)?.VersionId ?? 'v1';
        const id = Versions.some(({ VersionId }) => VersionId === shown) && shown !== null ? shown : current;
        const isEdited = isOurs && id === current;
        const inTheWay = versionInTheWay(Versions);
        return (
          <>
            <Section
              title="Document"
              hint={`${id}, ${id === current ? 'the default: it decides' : 'not the default: it decides nothing'}`}
            >
              <VersionDocument key={id} arn={arn} versionId={id} {...(isEdited && { onReview: save })} />
              {isEdited && inTheWay && (
                <Text size="sm">
                  There are {versionsMax} versions, as many as a policy may have. A change deletes{' '}
                  {inTheWay.VersionId} first, the oldest that is not the default; delete another below to keep
                  it.
                </Text>
              )}
              {problem}
            </Section>
            <VersionTable
              versions={Versions}
              shown={id}
              onShow={setShown}
              {...(isOurs && {
                onMakeDefault: (to: string) => void makeDefault(current, to),
                onDelete: (which: string) => void remove(which),
              })}
            />
          </>
        );
      }}
    </Loaded>
  );
}
