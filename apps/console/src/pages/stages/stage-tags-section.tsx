import { TagsSection } from '../../kit/tags-section.js';
import type { StagePageProps } from './stage-page.js';
import { tagCalls, type Tags } from './stage-tags.js';
import { useRegion } from '../../kit/use-region.js';

/** Tags of a stage: for policies, for people, and some for gateways. */
export function StageTags({ tags, ...stage }: StagePageProps & { readonly tags: Tags }) {
  const region = useRegion();
  return (
    <TagsSection
      // The fields begin anew when tags have changed on the server, and only then.
      key={JSON.stringify(tags)}
      of={stage.stageName}
      tags={tags}
      hint="Those that begin with tollgate: do something: docs/COMPATIBILITY.md has them"
      {...tagCalls(stage, region)}
    />
  );
}
