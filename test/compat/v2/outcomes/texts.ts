/** Messages that many operations share. */
export const noApi = 'Invalid API identifier specified 000000000000:nope';
export const noRoute = 'Invalid Route identifier specified';
export const noIntegration = 'Invalid Integration identifier specified';
export const noAuthorizer = 'Invalid Authorizer identifier specified';
export const noModel = 'Invalid Model identifier specified';
export const noStage = 'Invalid stage identifier specified';
export const noDeployment = 'Invalid Deployment identifier specified';
export const noDomain = 'Invalid domain name identifier specified';
export const badPosition = 'Invalid position specified';

/** A position that no list has given out. */
export const position = { NextToken: 'nope' };

/** The id of an API that there is not. */
export const nowhere = { ApiId: 'nope' };

/** How an input is said to be too long: the lengths are those in the names of the model's shapes. */
export const tooLong = (member: string, max: number) =>
  `Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${max}`;
