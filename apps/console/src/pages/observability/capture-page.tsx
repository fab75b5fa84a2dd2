import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Empty } from '../../kit/empty.js';
import { Facts } from '../../kit/facts.js';
import { formatBytes, formatNumber } from '../../kit/formats.js';
import { Loaded } from '../../kit/loaded.js';
import { Loading } from '../../kit/loading.js';
import { Page } from '../../kit/page.js';
import { Problem } from '../../kit/problem.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { When } from '../../kit/when.js';
import { wirePages, wireQuery } from '../../kit/wire-query.js';
import { call } from '../../wire/operation.js';
import { DeleteCapture, ReadCapture, ReadCapturedRequests } from '../../wire/tollgate/captures.js';
import { CapturedRequestSection } from './captured-request.js';
import { CaptureState } from './captures-page.js';

const route = getRouteApi('/captures/$captureId');
const askEveryMs = 5_000;

/** What a capture has, as it comes in. */
export function CapturePage() {
  const { captureId: id } = route.useParams();
  const navigate = route.useNavigate();
  const review = useReview();
  const query = useQuery({ ...wireQuery(ReadCapture, { id }), refetchInterval: askEveryMs });
  const forget = async () => {
    const outputs = await review({
      title: 'End the capture and forget what it has',
      alterations: [{ what: 'Capture', from: id, to: null }],
      steps: [call(DeleteCapture, { id })],
      confirm: 'Forget',
      danger: 'The requests that it has are gone for good.',
    });
    if (outputs) void navigate({ to: '/captures' });
  };
  return (
    <Page
      title="Capture"
      subtitle={id}
      above={[{ label: 'Captures', to: '/captures' }]}
      actions={
        <Button variant="light" color="red" onClick={() => void forget()}>
          Forget
        </Button>
      }
    >
      <Loaded query={query}>
        {(capture) => (
          <Section title="What is captured">
            <Facts
              facts={[
                ['State', <CaptureState key="state" capture={capture} />],
                ['Stage', `${capture.restApiId} ${capture.stageName}`],
                ['API key', capture.apiKeyId],
                ['Request ID', capture.requestId],
                ['Until', <When key="until" at={capture.until} />],
                ['Requests at most', formatNumber(capture.requestsMax)],
                ['Of each body', formatBytes(capture.bodyBytesMax)],
              ]}
            />
          </Section>
        )}
      </Loaded>
      <Requests id={id} />
    </Page>
  );
}

/** A page of them at a time: each may have a megabyte. */
function Requests({ id }: { readonly id: string }) {
  const query = useInfiniteQuery({
    ...wirePages(ReadCapturedRequests, { id, limit: 10 }, 'position'),
    refetchInterval: askEveryMs,
    // None of it longer than it is looked at.
    gcTime: 0,
  });
  const requests = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={6} />}
      {query.data && requests.length === 0 && (
        <Empty
          title="No request yet"
          first="Requests show here some two seconds after they were answered. Of a key that nobody calls with there are none."
        />
      )}
      {requests.map((captured, index) => (
        <CapturedRequestSection key={`${index} ${captured.requestId}`} captured={captured} />
      ))}
      {query.hasNextPage && (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          More requests
        </Button>
      )}
    </>
  );
}
