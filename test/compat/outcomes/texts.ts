import { limitReached, type LimitName } from '#libs/api-definition';

/** Messages that many operations share (recorded: general patterns). */
export const noApi = 'Invalid API identifier specified 000000000000:nope';
export const noResource = 'Invalid Resource identifier specified';
export const noMethod = 'Invalid Method identifier specified';
export const noIntegration = 'Invalid Integration identifier specified';
export const noCode = 'Invalid Response status code specified';
export const noStage = 'Invalid stage identifier specified';
export const noPlan = 'Invalid Usage Plan ID specified';
export const noKey = 'Invalid API Key identifier specified';
export const noDomain = 'Invalid domain name identifier specified';
export const badPosition = 'Invalid position specified';
export const badPath = 'Invalid patch path /nope';

/** What a noun with a list of paths says of the path `/nope`. */
export const badPathOf = (paths: string) =>
  `Invalid patch path  '/nope' specified for op 'replace'. Must be one of: [${paths}]`;

/** A call that adds one more than there may be. */
export const reached = (name: LimitName) => limitReached(name).message;

/** A position that no list has given out. */
export const position = 'nope';

/** The id of a RestApi that there is not. */
export const nowhere = { restApiId: 'nope' };
