import { TagsSection } from '../../../kit/tags-section.js';
import { useSession } from '../../../session/use-session.js';
import { TagResource, UntagResource, type Api } from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';

/** What an API is marked with; one of the tags makes an HTTP API more than AWS's. */
export function V2Tags({ api }: { readonly api: Api }) {
  const session = useSession();
  const region = 'region' in session ? session.region : 'us-east-1';
  const resourceArn = `arn:aws:apigateway:${region}::/apis/${api.apiId}`;
  return (
    <TagsSection
      of={api.name ?? ''}
      tags={api.tags ?? {}}
      hint={
        api.protocolType === 'HTTP'
          ? 'With tollgate:rest-features, on, routes may ask for API keys and check bodies against models'
          : undefined
      }
      untag={(tagKeys) => call(UntagResource, { resourceArn, tagKeys })}
      tag={(tags) => call(TagResource, { resourceArn, tags })}
    />
  );
}
