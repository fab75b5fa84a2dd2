import { Foundation0001 } from '../../../../migrations/0001-foundation.js';
import { ApiParts0002 } from '../../../../migrations/0002-api-parts.js';

/** Every migration, oldest first. Listed by class: the same line works from sources and from the build. */
export const migrations = [Foundation0001, ApiParts0002] as const;
