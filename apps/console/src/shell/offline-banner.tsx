import { Alert } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useIsLost } from './reachability.js';

/** Says that the control plane does not answer; when it does again, the page is read anew. */
export function OfflineBanner() {
  const isLost = useIsLost();
  const wasLost = useRef(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (wasLost.current && !isLost) void queries.invalidateQueries();
    wasLost.current = isLost;
  }, [isLost, queries]);
  if (!isLost) return null;
  return (
    <Alert color="orange" variant="light" title="The control plane does not answer" role="status" mb="md">
      What you see is what it said last. This page goes on by itself as soon as it answers. Gateways serve
      traffic meanwhile.
    </Alert>
  );
}
