import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { DefinitionChanges, EntityKind } from '#libs/api-definition';

const entityKinds: readonly EntityKind[] = [
  'RestApi',
  'Resource',
  'Method',
  'Model',
  'RequestValidator',
  'Authorizer',
  'GatewayResponse',
  'Api',
  'Route',
  'RouteResponse',
  'Integration',
  'IntegrationResponse',
];

/** An entity by the name that its author knows. */
class EntityName {
  @ApiProperty({ enum: entityKinds })
  readonly kind!: EntityKind;

  @ApiProperty({ example: 'GET /pets' })
  readonly name!: string;
}

/** An entity that both sides have. */
class EntityChange extends EntityName {
  @ApiProperty({ type: [String], description: 'Where the sides differ: JSON pointers' })
  readonly at!: readonly string[];
}

/** What one definition has, has otherwise, or lacks, seen from another. */
class Changes implements DefinitionChanges {
  @ApiProperty({ type: [EntityName] })
  readonly added!: readonly EntityName[];

  @ApiProperty({ type: [EntityChange] })
  readonly changed!: readonly EntityChange[];

  @ApiProperty({ type: [EntityName] })
  readonly removed!: readonly EntityName[];
}

/** How the definition has moved on from what a release serves. */
export class ReleaseDrift extends Changes {
  @ApiProperty({ description: 'What the stage, or its canary, serves' })
  readonly deploymentId!: string;

  @ApiProperty()
  readonly drifted!: boolean;

  @ApiProperty({ description: 'Digest of what that deployment froze' })
  readonly deployedDigest!: string;
}

/**
 * How the definition has moved on from what a stage serves: what a deployment to it would change. While there
 * is a canary a deployment goes to that, and would change what `canary` says.
 */
export class StageDrift extends ReleaseDrift {
  @ApiProperty({ description: 'The id of the API, of whichever version' })
  readonly restApiId!: string;

  @ApiProperty()
  readonly stageName!: string;

  @ApiProperty({ description: 'Digest of the definition as it stands' })
  readonly definitionDigest!: string;

  @ApiPropertyOptional({ type: ReleaseDrift, description: 'From what the canary serves; absent without one' })
  readonly canary?: ReleaseDrift;
}

/** A deployment by what it froze. */
class FrozenDeployment {
  @ApiProperty()
  readonly deploymentId!: string;

  @ApiProperty()
  readonly definitionDigest!: string;
}

/** What a stage would change by a move from one deployment to the other. */
export class DeploymentDiff extends Changes {
  @ApiProperty({ description: 'The id of the API, of whichever version' })
  readonly restApiId!: string;

  @ApiProperty({ type: FrozenDeployment })
  readonly from!: FrozenDeployment;

  @ApiProperty({ type: FrozenDeployment })
  readonly to!: FrozenDeployment;
}
