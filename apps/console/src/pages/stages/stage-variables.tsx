import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Facts } from '../../kit/facts.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { alterationsBetween } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { UpdateStage } from '../../wire/generated/apigateway.js';
import { UpdateStage as UpdateStageV2 } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { StagePageProps } from './stage-page.js';
import { textOf, variablesOf, variablesPatch } from './variable-lines.js';

type VariablesProps = StagePageProps & {
  readonly variables: Readonly<Record<string, string>>;
  readonly isManaged: boolean;
};

/** Names that integrations and templates read by `stageVariables`. */
export function StageVariables(props: VariablesProps) {
  const [isEditing, setEditing] = useState(false);
  const entries = Object.entries(props.variables);
  return (
    <Section
      title="Variables"
      actions={
        !props.isManaged && (
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            Edit variables
          </Button>
        )
      }
    >
      {entries.length === 0 ? <Text size="sm">None.</Text> : <Facts facts={entries} />}
      {isEditing && <EditDialog {...props} onClose={() => setEditing(false)} />}
    </Section>
  );
}

function EditDialog({
  version,
  apiId,
  stageName,
  variables,
  onClose,
}: VariablesProps & { readonly onClose: () => void }) {
  const review = useReview();
  return (
    <FormDialog
      title="Stage variables"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = variablesOf(field('variables'));
        const patchOperations = variablesPatch(variables, to);
        if (patchOperations.length === 0) return true;
        const outputs = await review({
          title: `Change variables of ${stageName}`,
          alterations: alterationsBetween<Record<string, string>>(variables, to),
          steps: [
            version === 'rest'
              ? call(UpdateStage, { restApiId: apiId, stageName, patchOperations })
              : call(UpdateStageV2, { apiId, stageName, stageVariables: removedEmptied(variables, to) }),
          ],
          confirm: 'Change',
        });
        return outputs !== null;
      }}
    >
      <Textarea
        name="variables"
        label="One name=value a line"
        defaultValue={textOf(variables)}
        autosize
        minRows={5}
        maxRows={16}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
    </FormDialog>
  );
}

/** Version 2 merges what it is given; an empty value takes a variable away. */
const removedEmptied = (from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>) => ({
  ...Object.fromEntries(Object.keys(from).map((name) => [name, ''])),
  ...to,
});
