import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import type { CacheClusterStatus } from '#libs/api-definition';
import { ShownDiagnostic } from '../changes/deployment-diagnostics.dto.js';

/** Which methods to show. */
export class StageCacheQuery {
  @ApiPropertyOptional({ description: 'The resource whose methods are shown; all unless given' })
  @IsOptional()
  @IsString({ message: 'path must be given once' })
  readonly path?: string;
}

/** What to drop; everything unless one is given. */
export class PartOfCache {
  @ApiPropertyOptional({
    example: '/pets/{id}',
    description:
      'Of a resource, as it is declared: what is cached of its methods, for all values of variables',
  })
  @IsOptional()
  @IsString({ message: 'path must be given once' })
  readonly path?: string;

  @ApiPropertyOptional({ description: 'A cacheNamespace: what all of its methods have cached' })
  @IsOptional()
  @IsString({ message: 'namespace must be given once' })
  readonly namespace?: string;
}

/** What was dropped. */
export class FlushedCache {
  @ApiProperty()
  readonly restApiId!: string;

  @ApiProperty()
  readonly stageName!: string;

  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'By their namespaces; null: everything',
  })
  readonly namespaces!: readonly string[] | null;
}

const cacheInvalidations = [
  'ANYONE',
  'FAIL_WITH_403',
  'SUCCEED_WITH_RESPONSE_HEADER',
  'SUCCEED_WITHOUT_RESPONSE_HEADER',
] as const;

/** How a method's responses are kept. */
class ShownCaching {
  @ApiProperty({ type: 'integer' })
  readonly ttlInSeconds!: number;

  @ApiProperty()
  readonly encrypted!: boolean;

  @ApiProperty({
    enum: cacheInvalidations,
    description:
      'Whose Cache-Control: max-age=0 takes an entry away. Other than ANYONE: callers’ with execute-api:InvalidateCache, and how others are treated',
  })
  readonly invalidation!: (typeof cacheInvalidations)[number];
}

/** What tells responses apart. Nothing else of a request does, but its HTTP method. */
class CacheKey {
  @ApiProperty({ description: 'Methods with the same one share their entries' })
  readonly namespace!: string;

  @ApiProperty({ type: [String], example: ['method.request.path.id'] })
  readonly parameters!: readonly string[];
}

/** How often the cache had a response; of the time since `countedSince`. */
export class CacheCounts {
  @ApiProperty({ type: 'integer' })
  readonly hits!: number;

  @ApiProperty({ type: 'integer' })
  readonly misses!: number;

  @ApiProperty({ nullable: true, type: Number, description: 'Of 0 to 1; null when nothing was asked for' })
  readonly hitRatio!: number | null;
}

/** A method of what the stage serves. */
class ShownMethodCache {
  @ApiProperty()
  readonly path!: string;

  @ApiProperty()
  readonly httpMethod!: string;

  @ApiProperty({ description: 'Of the requests: another than httpMethod where that is ANY' })
  readonly requestMethod!: string;

  @ApiProperty({ type: ShownCaching, nullable: true, description: 'Null: its responses are not cached' })
  readonly caching!: ShownCaching | null;

  @ApiProperty({ type: CacheKey })
  readonly key!: CacheKey;

  @ApiProperty({
    type: CacheCounts,
    nullable: true,
    description: 'Null unless metrics of the method are on (metrics/enabled): the stage’s are of all methods',
  })
  readonly counts!: CacheCounts | null;
}

const cacheClusterStatuses: readonly CacheClusterStatus[] = [
  'CREATE_IN_PROGRESS',
  'AVAILABLE',
  'DELETE_IN_PROGRESS',
  'NOT_AVAILABLE',
  'FLUSH_IN_PROGRESS',
];

/** The cache of a stage. */
export class StageCacheReport {
  @ApiProperty()
  readonly restApiId!: string;

  @ApiProperty()
  readonly stageName!: string;

  @ApiProperty()
  readonly deploymentId!: string;

  @ApiProperty({ enum: cacheClusterStatuses, description: 'As GetStage has it' })
  readonly cacheClusterStatus!: CacheClusterStatus;

  @ApiProperty({ type: String, nullable: true, description: 'GB' })
  readonly cacheClusterSize!: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly countedSince!: string;

  @ApiProperty({ type: CacheCounts, description: 'Of the whole stage but its canary' })
  readonly counts!: CacheCounts;

  @ApiProperty({ type: [ShownMethodCache], description: 'By path and HTTP method' })
  readonly methods!: readonly ShownMethodCache[];

  @ApiProperty({ type: [ShownDiagnostic], description: 'What keys leave out; of the canary, too' })
  readonly warnings!: readonly ShownDiagnostic[];
}
