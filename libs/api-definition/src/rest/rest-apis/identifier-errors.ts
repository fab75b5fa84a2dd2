import { notFound, type DomainError } from '../../domain-error.js';

/** AWS's texts for what a call names and what is not there (recorded: general patterns). */
export const unknownResource = (): DomainError => notFound('Invalid Resource identifier specified');
export const unknownMethod = (): DomainError => notFound('Invalid Method identifier specified');
export const unknownIntegration = (): DomainError => notFound('Invalid Integration identifier specified');
/** For method responses and integration responses alike. */
export const unknownStatusCode = (): DomainError => notFound('Invalid Response status code specified');
export const unknownParameter = (): DomainError => notFound('Invalid parameter name specified');
export const unknownContentType = (): DomainError => notFound('Content-Type specified was not found');
