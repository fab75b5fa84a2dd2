import type { Tags } from './tags.js';

/** The tag on a RestApi that makes its gateway responses say why a request was refused. */
export const tellReasonsTag = 'tollgate:tell-reasons';

/** Whether gateway responses of an API with these tags carry the code of their reason. */
export function tellsReasons(tags: Tags): boolean {
  return tags[tellReasonsTag] === 'on';
}
