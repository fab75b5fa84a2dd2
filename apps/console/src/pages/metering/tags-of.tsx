import { TagsSection, type Tags } from '../../kit/tags-section.js';
import { useRegion } from '../../kit/use-region.js';
import { TagResource, UntagResource } from '../../wire/generated/apigateway.js';
import { call } from '../../wire/operation.js';

export interface TagsOfProps {
  /** As ARNs name them. */
  readonly collection: 'usageplans' | 'apikeys';
  readonly id: string;
  readonly name: string;
  readonly tags: Tags | undefined;
}

/** Tags of a plan or a key. */
export function TagsOf({ collection, id, name, tags = {} }: TagsOfProps) {
  const resourceArn = `arn:aws:apigateway:${useRegion()}::/${collection}/${id}`;
  return (
    <TagsSection
      // The fields begin anew when tags have changed on the server, and only then.
      key={JSON.stringify(tags)}
      of={name}
      tags={tags}
      untag={(tagKeys) => call(UntagResource, { resourceArn, tagKeys })}
      tag={(set) => call(TagResource, { resourceArn, tags: set })}
    />
  );
}
