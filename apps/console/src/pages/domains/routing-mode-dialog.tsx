import { NativeSelect } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import { useReview } from '../../kit/review/use-review.js';
import { UpdateDomainName, type DomainName, type RoutingMode } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { keyOf } from './domain-key.js';

const modes: Readonly<Record<RoutingMode, string>> = {
  BASE_PATH_MAPPING_ONLY: 'Mappings alone',
  ROUTING_RULE_THEN_BASE_PATH_MAPPING: 'Rules, then mappings',
  ROUTING_RULE_ONLY: 'Rules alone',
};

/** What a domain asks for where a request goes. */
export function RoutingModeDialog({
  domain,
  onClose,
}: {
  readonly domain: DomainName;
  readonly onClose: () => void;
}) {
  const review = useReview();
  return (
    <FormDialog
      title={`Routing mode of ${domain.domainName}`}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const value = field('routingMode') as RoutingMode;
        if (value === domain.routingMode) return true;
        const outputs = await review({
          title: `Change the routing mode of ${domain.domainName}`,
          alterations: [{ what: 'Routing mode', from: domain.routingMode ?? null, to: value }],
          steps: [
            call(UpdateDomainName, {
              ...keyOf(domain),
              patchOperations: [{ op: 'replace', path: '/routingMode', value }],
            }),
          ],
          confirm: 'Change',
          ...(value === 'ROUTING_RULE_ONLY' && {
            danger: 'Mappings are not asked any more: what no rule takes gets a 403.',
          }),
        });
        return outputs !== null;
      }}
    >
      <NativeSelect
        name="routingMode"
        label="Routing mode"
        data={Object.entries(modes).map(([value, label]) => ({ value, label }))}
        defaultValue={domain.routingMode}
        data-autofocus
      />
    </FormDialog>
  );
}
