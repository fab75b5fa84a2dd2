import {
  checkMultiLevel,
  fail,
  isMultiLevel,
  limitExceeded,
  multiLevelMappingsMax,
  type BasePathMapping,
  type DomainName,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { basePathMappings, type UnitOfWork } from '#libs/persistence';
import { requireApiAndStage } from './require-api-and-stage.js';

/**
 * Whether a mapping may be so: its API and stage are the owner's, and a key of several levels is one that the
 * domain may have.
 */
export async function requireMappableApi(
  uow: UnitOfWork,
  owner: Owner,
  domain: DomainName,
  mapping: BasePathMapping,
): Promise<Result<void>> {
  const level = checkMultiLevel(domain, mapping.basePath);
  if (!level.ok) return level;
  if (isMultiLevel(mapping.basePath)) {
    const others = (await basePathMappings.all(uow, domain.id)).filter(
      ({ id, basePath }) => id !== mapping.id && isMultiLevel(basePath),
    );
    if (others.length >= multiLevelMappingsMax) {
      return fail(
        limitExceeded(
          `The maximum number of multi-level API mappings per domain name is ${multiLevelMappingsMax}`,
        ),
      );
    }
  }
  return requireApiAndStage(uow, owner, domain, mapping);
}
