import { TagsSection } from '../../../kit/tags-section.js';
import { useSession } from '../../../session/use-session.js';
import { TagResource, UntagResource, type RestApi } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { restApiArn } from './general-draft.js';

/** What an API is marked with, for policies and for people. */
export function TagsForm({ api }: { readonly api: RestApi }) {
  const session = useSession();
  const resourceArn = restApiArn('region' in session ? session.region : 'us-east-1', api.id ?? '');
  return (
    <TagsSection
      of={api.name ?? ''}
      tags={api.tags ?? {}}
      untag={(tagKeys) => call(UntagResource, { resourceArn, tagKeys })}
      tag={(tags) => call(TagResource, { resourceArn, tags })}
    />
  );
}
