import { Anchor, Badge, Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Facts } from '../../kit/facts.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { TagsSection } from '../../kit/tags-section.js';
import { wireQuery } from '../../kit/wire-query.js';
import {
  DeleteDomainName,
  GetDomainName,
  TagResource,
  UntagResource,
  type DomainName,
} from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';
import { AccessAssociations } from './access-associations.js';
import { certificatePath, keyOf } from './domain-key.js';
import { DomainPolicy } from './domain-policy.js';
import { EditDomainDialog } from './edit-domain-dialog.js';
import { Mappings } from './mappings.js';
import { MutualTls } from './mutual-tls.js';
import { RoutingRules } from './routing-rules.js';

/** How often a domain is read that gateways do not all serve yet. */
const askEveryMs = 2_000;

/** One domain: its certificate, and which paths lead to which stages. */
export function DomainPage() {
  const key = keyOf(useParams({ strict: false }));
  const query = useQuery({
    ...wireQuery(GetDomainName, key),
    refetchInterval: ({ state }) => (state.data?.domainNameStatus === 'UPDATING' ? askEveryMs : false),
  });
  return (
    <Page
      title={key.domainName}
      subtitle={key.domainNameId && `Private domain ${key.domainNameId}`}
      above={[{ label: 'Domains', to: '/domains' }]}
      actions={query.data && <Actions domain={query.data} />}
    >
      <Loaded query={query} lines={8}>
        {(domain) => <Sections key={domain.domainNameArn} domain={domain} />}
      </Loaded>
    </Page>
  );
}

function Sections({ domain }: { readonly domain: DomainName }) {
  const key = keyOf(domain);
  const { domainName = '', domainNameArn: resourceArn = '', endpointConfiguration } = domain;
  const isPrivate = endpointConfiguration?.types?.includes('PRIVATE') === true;
  return (
    <Stack gap="md">
      <Mappings domain={key} />
      <RoutingRules domain={domain} />
      {isPrivate && <AccessAssociations domain={domain} />}
      {isPrivate && <DomainPolicy domain={domain} />}
      <Section title="Domain">
        <Facts facts={factsOf(domain)} />
      </Section>
      {!isPrivate && <MutualTls domain={domain} />}
      <TagsSection
        of={domainName}
        tags={domain.tags ?? {}}
        untag={(tagKeys) => call(UntagResource, { resourceArn, tagKeys })}
        tag={(tags) => call(TagResource, { resourceArn, tags })}
      />
    </Stack>
  );
}

const factsOf = (domain: DomainName) =>
  [
    ['State', stateOf(domain)],
    ['Endpoint', domain.endpointConfiguration?.types?.join(', ')],
    ['Target of DNS', domain.regionalDomainName ?? domain.distributionDomainName],
    ['Certificate', certificateLink(domain.regionalCertificateArn)],
    [isRegional(domain) ? 'Certificate of the edge' : 'Certificate', certificateLink(domain.certificateArn)],
    ['Security policy', domain.securityPolicy],
    ['Access mode', domain.endpointAccessMode],
    ['Address types', domain.endpointConfiguration?.ipAddressType],
    ['ARN', domain.domainNameArn],
  ] as const;

const isRegional = ({ endpointConfiguration }: DomainName): boolean =>
  endpointConfiguration?.types?.includes('REGIONAL') === true;

const stateOf = ({ domainNameStatus, domainNameStatusMessage }: DomainName) => (
  <>
    <Badge variant="light" color={domainNameStatus === 'AVAILABLE' ? 'teal' : 'orange'}>
      {domainNameStatus ?? 'unknown'}
    </Badge>{' '}
    {domainNameStatusMessage}
  </>
);

const certificateLink = (arn: string | undefined) =>
  arn && (
    <Anchor inherit component={Link} to={certificatePath(arn)}>
      {arn}
    </Anchor>
  );

function Actions({ domain }: { readonly domain: DomainName }) {
  const [isEditing, setEditing] = useState(false);
  const review = useReview();
  const navigate = useNavigate();
  const remove = async () => {
    const outputs = await review({
      title: `Delete domain ${domain.domainName}`,
      alterations: [{ what: 'Domain with its mappings', from: domain.domainName ?? '', to: null }],
      steps: [call(DeleteDomainName, keyOf(domain))],
      confirm: 'Delete',
      danger: 'Nobody is answered under this name any more. Its certificate stays.',
    });
    if (outputs) void navigate({ to: '/domains' });
  };
  return (
    <>
      <Button variant="default" onClick={() => setEditing(true)}>
        Edit
      </Button>
      <Button variant="light" color="red" onClick={() => void remove()}>
        Delete
      </Button>
      {isEditing && <EditDomainDialog domain={domain} onClose={() => setEditing(false)} />}
    </>
  );
}
