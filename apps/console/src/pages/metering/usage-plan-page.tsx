import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { DeleteUsagePlan, GetUsagePlan, type UsagePlan } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { EditPlanDialog } from './edit-plan-dialog.js';
import { PlanKeys } from './plan-keys.js';
import { PlanStages } from './plan-stages.js';
import { PlanUsage } from './plan-usage.js';
import { TagsOf } from './tags-of.js';
import { quotaText, throttleText } from './usage-plans-page.js';

const route = getRouteApi('/usage-plans/$planId');

/** One plan: its limits, whose they are, where they hold, and what was used. */
export function UsagePlanPage() {
  const { planId } = route.useParams();
  const query = useQuery(wireQuery(GetUsagePlan, { usagePlanId: planId }));
  return (
    <Page
      title={query.data?.name ?? 'Usage plan'}
      subtitle={planId}
      above={[{ label: 'Usage plans', to: '/usage-plans' }]}
      actions={query.data && <Actions plan={query.data} />}
    >
      <Loaded query={query} lines={10}>
        {(plan) => (
          <Stack gap="md">
            <PlanUsage plan={plan} />
            <PlanKeys planId={planId} />
            <PlanStages plan={plan} />
            <Section title="Limits">
              <Facts
                facts={[
                  ['Description', plan.description],
                  ['Throttle of a key', throttleText(plan)],
                  ['Quota of a key', quotaText(plan)],
                ]}
              />
            </Section>
            <TagsOf collection="usageplans" id={planId} name={plan.name ?? planId} tags={plan.tags} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ plan }: { readonly plan: UsagePlan }) {
  const [isEditing, setEditing] = useState(false);
  const review = useReview();
  const navigate = route.useNavigate();
  const remove = async () => {
    const outputs = await review({
      title: `Delete usage plan ${plan.name}`,
      alterations: [{ what: 'Usage plan', from: plan.name ?? null, to: null }],
      steps: [call(DeleteUsagePlan, { usagePlanId: plan.id ?? '' })],
      confirm: 'Delete',
      danger:
        'Its keys call nothing of its stages any more that needs a key. What they used stays in reports.',
    });
    if (outputs) void navigate({ to: '/usage-plans' });
  };
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => setEditing(true)}>
        Edit
      </Button>
      <Button variant="light" color="red" onClick={() => void remove()}>
        Delete
      </Button>
      {isEditing && <EditPlanDialog plan={plan} onClose={() => setEditing(false)} />}
    </Group>
  );
}
