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

/** What somebody's policies come to, without trying it. */
export function SimulateSection({ arn }: { readonly arn: string }) {
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
    <Section title="May this user …?" hint="Asks SimulatePrincipalPolicy; nothing is done">
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput
            name="actions"
            label="Actions"
            defaultValue="apigateway:GET apigateway:DELETE"
            required
            spellCheck={false}
          />
          <TextInput name="resource" label="On" defaultValue="*" required spellCheck={false} />
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
        <Table>
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
