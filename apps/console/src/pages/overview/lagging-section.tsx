import { Alert, Anchor, List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { gatewaySummaries } from '../../kit/gateways/gateway-summary.js';
import { stagesOnGateways } from '../../kit/gateways/stages-on-gateways.js';

/** Gateways that do not serve what is deployed; nothing while all do. */
export function LaggingSection() {
  const { data = [] } = useQuery(stagesOnGateways);
  const lagging = gatewaySummaries(data).filter(
    ({ counts }) => counts.behind + counts.refused + counts.disconnected > 0,
  );
  if (lagging.length === 0) return null;
  return (
    <Alert color="orange" variant="light" title="Gateways that do not serve what is deployed" role="status">
      <List size="sm">
        {lagging.map(({ gatewayId, counts, reasons }) => (
          <List.Item key={gatewayId} className="breaks">
            <b>{gatewayId}</b>: {counts.behind} behind, {counts.refused} refused, {counts.disconnected}{' '}
            disconnected
            {reasons.length > 0 && ` (${reasons.join('; ')})`}
          </List.Item>
        ))}
      </List>
      <Anchor component={Link} to="/gateways" size="sm">
        All gateways
      </Anchor>
    </Alert>
  );
}
