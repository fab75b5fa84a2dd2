import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type {
  ExplainedCache,
  ExplainedCall,
  ExplainedCaller,
  ExplainedDeployment,
  ExplainedRefusal,
  ExplainedRequest,
  ExplainedStep,
  Explanation,
  StepOutcome,
} from '#libs/explanations';

class RequestShown implements ExplainedRequest {
  @ApiProperty({ description: 'Empty where the head could not be read' })
  readonly httpMethod!: string;
  @ApiProperty()
  readonly host!: string;
  @ApiProperty({ description: 'Without the query' })
  readonly path!: string;
  @ApiProperty()
  readonly sourceIp!: string;
}

class DeploymentShown implements ExplainedDeployment {
  @ApiProperty()
  readonly apiId!: string;
  @ApiProperty()
  readonly stageName!: string;
  @ApiProperty()
  readonly deploymentId!: string;
  @ApiPropertyOptional({ description: 'Whether it ran on the stage’s canary; missing where there was none' })
  readonly isCanary?: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'GET /pets/{id}', description: 'As defined' })
  readonly method!: string | null;
}

class CallerShown implements ExplainedCaller {
  @ApiProperty({ type: String, nullable: true })
  readonly apiKeyId!: string | null;
  @ApiProperty({ type: String, nullable: true })
  readonly usagePlanId!: string | null;
  @ApiProperty({ type: String, nullable: true })
  readonly principalId!: string | null;
}

class StepShown implements ExplainedStep {
  @ApiProperty()
  readonly name!: string;
  @ApiProperty({ enum: ['passed', 'refused', 'not reached'] })
  readonly outcome!: StepOutcome;
  @ApiProperty({ type: Number, nullable: true, description: 'Null of a step that answered at once' })
  readonly waitedMs!: number | null;
}

class RefusalShown implements ExplainedRefusal {
  @ApiProperty({ example: 'throttle.key.rate' })
  readonly code!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The gateway response type' })
  readonly responseType!: string | null;
  @ApiProperty()
  readonly meaning!: string;
  @ApiProperty({ description: 'The limit, policy or value that it was' })
  readonly detail!: string;
  @ApiProperty({ type: String, nullable: true, description: 'What was compared, and failed' })
  readonly comparison!: string | null;
  @ApiProperty({ description: 'What to look at, or to change' })
  readonly check!: string;
}

class CallShown implements ExplainedCall {
  @ApiProperty({ description: 'Without the query' })
  readonly uri!: string;
  @ApiProperty({ type: Number, nullable: true })
  readonly sentAfterMs!: number | null;
  @ApiProperty({ type: Number, nullable: true })
  readonly endedAfterMs!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Null when no response came' })
  readonly status!: number | null;
}

class CacheShown implements ExplainedCache {
  @ApiProperty({ enum: ['hit', 'miss'] })
  readonly result!: 'hit' | 'miss';
  @ApiProperty({ type: [String], description: 'Names of what tells responses of the method apart' })
  readonly keyParameters!: readonly string[];
  @ApiProperty({ type: Number, nullable: true, description: 'Of a hit' })
  readonly ageSeconds!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why its response was not kept' })
  readonly notKept!: string | null;
}

/** How one request went. */
export class ExplanationShown implements Explanation {
  @ApiProperty()
  readonly requestId!: string;
  @ApiProperty({ description: '`x-amz-apigw-id`' })
  readonly extendedRequestId!: string;
  @ApiProperty()
  readonly gatewayId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null when it found no stage' })
  readonly accountId!: string | null;
  @ApiProperty({ description: 'Milliseconds since 1970' })
  readonly receivedAtMs!: number;
  @ApiProperty()
  readonly tookMs!: number;
  @ApiProperty()
  readonly request!: RequestShown;
  @ApiProperty({ description: '0 when the caller was gone before there was a response' })
  readonly status!: number;
  @ApiProperty()
  readonly bytesIn!: number;
  @ApiProperty()
  readonly bytesOut!: number;
  @ApiProperty({ type: DeploymentShown, nullable: true })
  readonly served!: DeploymentShown | null;
  @ApiProperty()
  readonly caller!: CallerShown;
  @ApiProperty({ type: [StepShown] })
  readonly steps!: readonly StepShown[];
  @ApiProperty({ type: RefusalShown, nullable: true })
  readonly refusal!: RefusalShown | null;
  @ApiProperty({ type: CacheShown, nullable: true, required: false })
  readonly cache?: CacheShown | null;
  @ApiProperty({ type: CallShown, nullable: true })
  readonly integration!: CallShown | null;
  @ApiProperty({ type: String, nullable: true })
  readonly traceId!: string | null;
}
