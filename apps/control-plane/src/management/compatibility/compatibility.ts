import { patchTables, type PatchPath } from '#libs/api-definition';
import { inputMemberPaths, v1, v2, type Operation } from '#libs/aws-wire';
import { accountNouns } from './account-nouns.js';
import { httpApiNouns } from './http-api-nouns.js';
import { restApiNouns } from './rest-api-nouns.js';
import { enforced, type NounSupport, type SettingSupport } from './support.js';

/** Where a setting can be given: as a member of a request, or by a patch. */
export interface SettingUse {
  readonly operation: string;
  /** `description`, or `replace /description`. */
  readonly as: string;
  readonly setting: string;
}

/** A noun with its operations and everything that they take. */
export interface NounCompatibility extends NounSupport {
  readonly operations: readonly Operation[];
  readonly uses: readonly SettingUse[];
}

/** Members that mean the same everywhere, and are not repeated for every noun. */
export const everywhere: Readonly<Record<string, SettingSupport>> = {
  limit: enforced,
  position: enforced,
  maxResults: enforced,
  nextToken: enforced,
};

/**
 * The whole compatibility table: support as the nouns' tables say it, uses as the service model and the patch
 * tables have them.
 */
export function compatibility(): readonly NounCompatibility[] {
  return [...supportOf([...restApiNouns, ...accountNouns], inV1), ...supportOf(httpApiNouns, inV2)];
}

const inV1 = Object.values<Operation>(v1.operations);

/** Of version 2 what is its own; domains, what they lead to, and tags are those of version 1. */
const inV2 = Object.values<Operation>(v2.operations).filter(({ uri }) =>
  /^\/v2\/(?:apis|vpclinks)/.test(uri),
);

function supportOf(nouns: readonly NounSupport[], all: readonly Operation[]): readonly NounCompatibility[] {
  const nounOf = (operation: Operation) => nouns.find(({ uri }) => uri.test(operation.uri));
  return nouns.map((noun) => {
    const own = all.filter((operation) => nounOf(operation) === noun);
    return { ...noun, operations: own, uses: own.flatMap(usesOf) };
  });
}

/**
 * Operations that no noun's URI takes, uses that no table speaks of, and settings that nothing takes: all
 * must be empty.
 */
export function findGaps(): readonly string[] {
  const nouns = compatibility();
  const placed = new Set(nouns.flatMap((noun) => noun.operations));
  return [
    ...[...inV1, ...inV2].flatMap((operation) =>
      placed.has(operation) ? [] : [`${operation.name} belongs to no noun`],
    ),
    ...nouns.flatMap(({ title, settings, uses }) => [
      ...uses.flatMap(({ operation, as, setting }) =>
        setting in settings || setting in everywhere
          ? []
          : [`${title}: nothing is said of ${operation} ${as}`],
      ),
      ...Object.keys(settings).flatMap((setting) =>
        uses.some((use) => use.setting === setting) ? [] : [`${title}: nothing takes ${setting}`],
      ),
    ]),
  ];
}

function usesOf(operation: Operation): SettingUse[] {
  // Version 2 has no patch paths, and operations of the same names.
  const patched =
    operation.service === v1.service
      ? ((patchTables as Readonly<Record<string, readonly PatchPath[]>>)[operation.name] ?? [])
      : [];
  return [
    ...inputMemberPaths(operation).map((path) => ({ operation: operation.name, as: path, setting: path })),
    ...patched.map(({ path, verbs }) => ({
      operation: operation.name,
      as: `${verbs.join(', ')} ${path}`,
      setting: settingOf(path),
    })),
  ];
}

/**
 * `/throttle/{method+}/rateLimit` is the setting throttle.rateLimit; a path of keys alone is an entry of the
 * method settings.
 */
function settingOf(patchPath: string): string {
  const words = patchPath.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'));
  return words.length > 0 ? words.join('.') : 'methodSettings';
}
