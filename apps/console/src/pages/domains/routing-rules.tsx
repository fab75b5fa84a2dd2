import { ActionIcon, Alert, Button, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMeteredApis } from '../../kit/metered-apis.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { Listed } from '../../kit/table/listed.js';
import type { Column } from '../../kit/table/rows.js';
import { wirePages } from '../../kit/wire-query.js';
import type { DomainName } from '../../wire/generated/apigateway.js';
import {
  DeleteRoutingRule,
  ListRoutingRules,
  PutRoutingRule,
  type RoutingRule,
} from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import { keyOf } from './domain-key.js';
import { ApiLink } from './mappings.js';
import { conditionsText, nextPriority, ruleDraftOf, ruleInput, targetText } from './routing-rule.js';
import { RoutingModeDialog } from './routing-mode-dialog.js';
import { RoutingRuleDialog } from './routing-rule-dialog.js';
import { movesUp } from './rule-moves.js';

type Open = { readonly rule: RoutingRule | null } | 'mode' | null;

/** What comes before mappings, by header and path: the first whose conditions all hold. */
export function RoutingRules({ domain }: { readonly domain: DomainName }) {
  const [open, setOpen] = useState<Open>(null);
  const apis = useMeteredApis().data ?? [];
  const review = useReview();
  const key = keyOf(domain);
  const query = useInfiniteQuery(wirePages(ListRoutingRules, { ...key, maxResults: 100 }, 'nextToken'));
  const rules = query.data?.pages.flatMap(({ routingRules = [] }) => routingRules) ?? [];
  const isAsked = domain.routingMode !== 'BASE_PATH_MAPPING_ONLY';
  const remove = (rule: RoutingRule) => {
    const draft = ruleDraftOf(rule);
    void review({
      title: `Remove the rule of priority ${draft.priority}`,
      alterations: [
        { what: `Rule ${draft.priority}`, from: `${conditionsText(draft)} → ${targetText(draft)}`, to: null },
      ],
      steps: [call(DeleteRoutingRule, { ...key, routingRuleId: rule.routingRuleId ?? '' })],
      confirm: 'Remove',
      danger: 'Requests that it took go by the next rule that fits, or by a mapping.',
    });
  };
  const up = (index: number) => {
    const byId = new Map(rules.map((rule) => [rule.routingRuleId ?? '', rule]));
    const moves = movesUp(
      rules.map(({ routingRuleId: id = '', priority = 0 }) => ({ id, priority })),
      index,
    );
    const last = new Map(moves.map(({ id, priority }) => [id, priority]));
    void review({
      title: `Ask the rule of priority ${rules[index]?.priority} before the one of ${rules[index - 1]?.priority}`,
      alterations: [...last].map(([id, priority]) => ({
        what: `Priority of: ${conditionsText(ruleDraftOf(byId.get(id)!))}`,
        from: String(byId.get(id)!.priority),
        to: String(priority),
      })),
      steps: moves.map(({ id: routingRuleId, priority }) =>
        call(PutRoutingRule, {
          ...key,
          routingRuleId,
          ...ruleInput({ ...ruleDraftOf(byId.get(routingRuleId)!), priority }),
        }),
      ),
      confirm: 'Move',
    });
  };
  const columns: readonly Column<RoutingRule>[] = [
    { title: 'Priority', width: '6rem', cell: ({ priority }) => priority },
    { title: 'Takes', cell: (rule) => conditionsText(ruleDraftOf(rule)) },
    {
      title: 'To',
      cell: (rule) => {
        const { apiId, stage, stripBasePath } = ruleDraftOf(rule);
        return (
          <>
            <ApiLink apiId={apiId} api={apis.find(({ id }) => id === apiId)} /> {stage}
            {stripBasePath && ', without the base path'}
          </>
        );
      },
    },
    {
      title: 'Change',
      width: '16rem',
      cell: (rule) => {
        const index = rules.indexOf(rule);
        const move = (at: number, label: string, Icon: typeof IconArrowUp) => (
          <ActionIcon
            variant="default"
            size="sm"
            aria-label={`Move rule ${rule.priority} ${label}`}
            disabled={at < 1 || at >= rules.length}
            onClick={() => up(at)}
          >
            <Icon size={14} />
          </ActionIcon>
        );
        return (
          <Group gap="xs" wrap="nowrap">
            {move(index, 'up', IconArrowUp)}
            {move(index + 1, 'down', IconArrowDown)}
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Edit rule ${rule.priority}`}
              onClick={() => setOpen({ rule })}
            >
              Edit
            </Button>
            <Button
              size="compact-xs"
              variant="light"
              color="red"
              aria-label={`Remove rule ${rule.priority}`}
              onClick={() => remove(rule)}
            >
              Remove
            </Button>
          </Group>
        );
      },
    },
  ];
  return (
    <Section
      title="Routing rules"
      hint={`The lowest priority that fits wins. Mode: ${domain.routingMode}`}
      actions={
        <>
          <Button size="xs" variant="default" onClick={() => setOpen('mode')}>
            Routing mode
          </Button>
          <Button size="xs" onClick={() => setOpen({ rule: null })}>
            Add rule
          </Button>
        </>
      }
    >
      {!isAsked && rules.length > 0 && (
        <Alert color="orange" variant="light">
          These rules are not asked: the domain goes by its mappings alone. Change the routing mode.
        </Alert>
      )}
      <Listed
        query={query}
        of={({ routingRules }) => routingRules}
        label="Routing rules"
        columns={columns}
        rowKey={({ routingRuleId = '' }) => routingRuleId}
        maxHeight="45vh"
        empty={{
          title: 'No routing rule',
          first: 'A rule sends requests with a header or below a path to a stage, before mappings are asked.',
        }}
      />
      {open === 'mode' && <RoutingModeDialog domain={domain} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'mode' && (
        <RoutingRuleDialog
          domain={key}
          rule={open.rule}
          priority={nextPriority(rules)}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  );
}
