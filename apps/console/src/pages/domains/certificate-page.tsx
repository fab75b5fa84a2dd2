import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CopyLine } from '../../kit/copy-line.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { TagsSection } from '../../kit/tags-section.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  AddTagsToCertificate,
  DescribeCertificate,
  ListTagsForCertificate,
  RemoveTagsFromCertificate,
  type CertificateDetail,
} from '../../wire/generated/acm.js';
import { call } from '../../wire/operation.js';
import { CertificateActions } from './certificate-actions.js';
import { CertificateFactsSection } from './certificate-facts.js';
import { CertificateRenewal } from './certificate-renewal.js';
import { CertificateUsers } from './certificate-users.js';
import { Chain } from './chain.js';

const route = getRouteApi('/certificates/$certificateArn');
/** How often one is read that an authority is asked for. */
const askEveryMs = 3_000;

const isAskedFor = ({ Status, RenewalSummary }: CertificateDetail): boolean =>
  Status === 'PENDING_VALIDATION' || RenewalSummary?.RenewalStatus === 'PENDING_AUTO_RENEWAL';

/** One certificate: what it says, who shows it, how it goes on. */
export function CertificatePage() {
  const { certificateArn: CertificateArn } = route.useParams();
  const query = useQuery({
    ...wireQuery(DescribeCertificate, { CertificateArn }),
    refetchInterval: ({ state }) => {
      const certificate = state.data?.Certificate;
      return certificate && isAskedFor(certificate) ? askEveryMs : false;
    },
  });
  const certificate = query.data?.Certificate;
  return (
    <Page
      title={certificate?.DomainName ?? CertificateArn.split('/').at(-1) ?? ''}
      subtitle={<CopyLine line={CertificateArn} label="Copy the ARN" />}
      above={[{ label: 'Certificates', to: '/certificates' }]}
      actions={certificate && <CertificateActions certificate={certificate} />}
    >
      <Loaded query={query} lines={8}>
        {({ Certificate = {} }) => (
          <Stack gap="md" key={CertificateArn}>
            <CertificateFactsSection certificate={Certificate} />
            <CertificateUsers arns={Certificate.InUseBy ?? []} />
            <CertificateRenewal certificate={Certificate} />
            {/* What is not issued yet has none. */}
            {Certificate.NotAfter !== undefined && <Chain arn={CertificateArn} />}
            <CertificateTags arn={CertificateArn} of={Certificate.DomainName ?? CertificateArn} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function CertificateTags({ arn: CertificateArn, of }: { readonly arn: string; readonly of: string }) {
  const query = useQuery(wireQuery(ListTagsForCertificate, { CertificateArn }));
  return (
    <Loaded query={query} lines={2}>
      {({ Tags = [] }) => (
        <TagsSection
          of={of}
          tags={Object.fromEntries(Tags.map(({ Key, Value = '' }) => [Key, Value]))}
          untag={(keys) =>
            call(RemoveTagsFromCertificate, { CertificateArn, Tags: keys.map((Key) => ({ Key })) })
          }
          tag={(tags) =>
            call(AddTagsToCertificate, {
              CertificateArn,
              Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
            })
          }
        />
      )}
    </Loaded>
  );
}
