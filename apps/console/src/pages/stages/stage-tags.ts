import { TagResource, UntagResource } from '../../wire/generated/apigateway.js';
import {
  TagResource as TagResourceV2,
  UntagResource as UntagResourceV2,
} from '../../wire/generated/apigatewayv2.js';
import { call, type Call } from '../../wire/operation.js';
import type { OfStage } from './stage-reads.js';

export type Tags = Readonly<Record<string, string>>;

/** Tags of a stage by which Tollgate does something (docs/COMPATIBILITY.md). */
export const canaryGuard = 'tollgate:canary-guard';
export const canaryHeader = 'tollgate:canary-header';
export const webAcl = 'tollgate:web-acl-arn';

/** How policies and tags name a stage; stages have no account in theirs. */
const stageArn = ({ version, apiId, stageName }: OfStage, region: string): string =>
  `arn:aws:apigateway:${region}::/${version === 'rest' ? 'restapis' : 'apis'}/${apiId}/stages/${stageName}`;

/** The calls by which a stage loses tags and gets others, of whichever version it is. */
export function tagCalls(stage: OfStage, region: string) {
  const resourceArn = stageArn(stage, region);
  const isRest = stage.version === 'rest';
  return {
    untag: (tagKeys: readonly string[]): Call =>
      isRest
        ? call(UntagResource, { resourceArn, tagKeys })
        : call(UntagResourceV2, { resourceArn, tagKeys }),
    tag: (tags: Tags): Call =>
      isRest ? call(TagResource, { resourceArn, tags }) : call(TagResourceV2, { resourceArn, tags }),
  };
}

/** Steps that make some tags of a stage what they shall be; an empty one is taken away. */
export function tagSteps(stage: OfStage, region: string, from: Tags, to: Tags): Call[] {
  const { tag, untag } = tagCalls(stage, region);
  const gone = Object.keys(to).filter((key) => to[key] === '' && from[key] !== undefined);
  const set = Object.entries(to).filter(([key, value]) => value !== '' && value !== from[key]);
  return [
    ...(gone.length > 0 ? [untag(gone)] : []),
    ...(set.length > 0 ? [tag(Object.fromEntries(set))] : []),
  ];
}
