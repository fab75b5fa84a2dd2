import { Badge, Button, Group, Table, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Loaded } from '../../kit/loaded.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { SimulatePrincipalPolicy } from '../../wire/generated/iam.js';

interface Asked {
  readonly actions: readonly string[];
  readonly resource: string;
}

interface SimulateSectionProps {
  /** What is asked about: `user` or `role`. */
  readonly kind: string;
  readonly arn: string;
}

/** What the policies of a user or role come to, without trying it. */
export function SimulateSection({ kind, arn }: SimulateSectionProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setAsked({
      actions: (fields.get('actions') as string).split(/[\s,]+/).filter(Boolean),
      resource: (fields.get('resource') as string).trim(),
    });
  };
  return (
    <Section title={`May this ${kind} …?`} hint="Asks SimulatePrincipalPolicy; nothing is done">
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput
            name="actions"
            label="Actions"
            defaultValue="apigateway:GET apigateway:DELETE"
            required
            spellCheck={false}
            flex="2 1 16rem"
          />
          <TextInput
            name="resource"
            label="On"
            defaultValue="*"
            required
            spellCheck={false}
            flex="2 1 12rem"
          />
          <Button type="submit" variant="default">
            Ask
          </Button>
        </Group>
      </form>
      {asked && <Decisions arn={arn} asked={asked} />}
    </Section>
  );
}

function Decisions({ arn, asked }: { readonly arn: string; readonly asked: Asked }) {
  const query = useQuery(
    wireQuery(SimulatePrincipalPolicy, {
      PolicySourceArn: arn,
      ActionNames: asked.actions,
      ResourceArns: [asked.resource],
    }),
  );
  return (
    <Loaded query={query} lines={2}>
      {({ EvaluationResults = [] }) => (
        <Table aria-label="Decisions">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Action</Table.Th>
              <Table.Th>Decision</Table.Th>
              <Table.Th>By policies</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {EvaluationResults.map(({ EvalActionName, EvalDecision, MatchedStatements = [] }) => (
              <Table.Tr key={EvalActionName}>
                <Table.Td>{EvalActionName}</Table.Td>
                <Table.Td>
                  <Badge variant="light" color={EvalDecision === 'allowed' ? 'teal' : 'red'}>
                    {EvalDecision}
                  </Badge>
                </Table.Td>
                <Table.Td className="breaks">
                  {MatchedStatements.map(({ SourcePolicyId }) => SourcePolicyId).join(', ')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Loaded>
  );
}
