import { Checkbox, Group, NumberInput, TextInput } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { useReview } from '../../kit/review/use-review.js';
import { CreateRoutingRule, PutRoutingRule, type RoutingRule } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { DomainKey } from './domain-key.js';
import {
  conditionsText,
  priorityMax,
  ruleDraftOf,
  ruleInput,
  targetText,
  type RuleDraft,
} from './routing-rule.js';
import { StageFields } from '../../kit/stage-fields.js';

export interface RoutingRuleDialogProps {
  readonly domain: DomainKey;
  /** The one to change; null: a new one. */
  readonly rule: RoutingRule | null;
  /** Of a new one. */
  readonly priority: number;
  readonly onClose: () => void;
}

const textOf = (draft: RuleDraft) => `${draft.priority}: ${conditionsText(draft)} → ${targetText(draft)}`;

/** A rule's conditions, all of which must hold, and the stage that it leads to. */
export function RoutingRuleDialog({ domain, rule, priority, onClose }: RoutingRuleDialogProps) {
  const review = useReview();
  const from = rule && ruleDraftOf(rule);
  return (
    <FormDialog
      title={from ? `Edit the rule of priority ${from.priority}` : 'Add routing rule'}
      submit="Review"
      size="lg"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = draftOf(field);
        const outputs = await review({
          title: from
            ? `Change the rule of priority ${from.priority}`
            : `Add a rule of priority ${to.priority}`,
          alterations: [{ what: 'Rule', from: from && textOf(from), to: textOf(to) }],
          steps: [
            rule
              ? call(PutRoutingRule, {
                  ...domain,
                  routingRuleId: rule.routingRuleId ?? '',
                  ...ruleInput(to),
                })
              : call(CreateRoutingRule, { ...domain, ...ruleInput(to) }),
          ],
          confirm: from ? 'Change' : 'Add',
        });
        return outputs !== null;
      }}
    >
      <NumberInput
        name="priority"
        label="Priority"
        description="The lowest is asked first; no two rules have the same"
        defaultValue={from?.priority ?? priority}
        min={1}
        max={priorityMax}
        allowDecimal={false}
        required
      />
      {[0, 1].map((index) => (
        <Group key={index} grow align="flex-end">
          <TextInput
            name={`header${index}`}
            label={index === 0 ? 'Header' : 'And header'}
            placeholder="x-version"
            defaultValue={from?.headers[index]?.header}
            spellCheck={false}
          />
          <TextInput
            name={`glob${index}`}
            label={index === 0 ? 'Is' : 'Is, of that'}
            placeholder="beta*"
            defaultValue={from?.headers[index]?.valueGlob}
            spellCheck={false}
          />
        </Group>
      ))}
      <TextInput
        name="basePath"
        label="Base path"
        description="And the path begins with it, by whole segments"
        placeholder="v1/orders"
        defaultValue={from?.basePath}
        spellCheck={false}
      />
      <StageFields apiId={from?.apiId} stage={from?.stage} />
      <Checkbox
        name="stripBasePath"
        value="yes"
        label="The API sees the path without the base path"
        defaultChecked={from?.stripBasePath}
      />
    </FormDialog>
  );
}

const draftOf = (field: (name: string) => string): RuleDraft => ({
  priority: Number(field('priority')),
  headers: [0, 1]
    .map((index) => ({ header: field(`header${index}`), valueGlob: field(`glob${index}`) }))
    .filter(({ header }) => header !== ''),
  basePath: field('basePath').replace(/^\//, ''),
  apiId: field('apiId'),
  stage: field('stage'),
  stripBasePath: field('stripBasePath') === 'yes',
});
