import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { captureBodyBytes, captureRequests, captureSeconds } from '#libs/api-definition';

const within = (name: string, { min, max }: { readonly min: number; readonly max: number }) => ({
  message: `${name} must be a whole number from ${min} to ${max}`,
});
const seconds = within('durationSeconds', captureSeconds);
const requests = within('requestsMax', captureRequests);
const bodyBytes = within('bodyBytesMax', captureBodyBytes);

/** Which requests to capture, and how much of them. */
export class BeginCaptureRequest {
  @ApiProperty()
  @IsString({ message: 'restApiId must be a text' })
  readonly restApiId!: string;

  @ApiProperty()
  @IsString({ message: 'stageName must be a text' })
  readonly stageName!: string;

  @ApiPropertyOptional({ description: 'Requests of this API key; this or requestId' })
  @IsOptional()
  @IsString({ message: 'apiKeyId must be a text' })
  readonly apiKeyId?: string;

  @ApiPropertyOptional({
    description: 'Requests whose caller sends this UUID as `x-amzn-RequestId`; this or apiKeyId',
  })
  @IsOptional()
  @IsString({ message: 'requestId must be a UUID' })
  readonly requestId?: string;

  @ApiPropertyOptional({
    minimum: captureSeconds.min,
    maximum: captureSeconds.max,
    default: captureSeconds.usual,
  })
  @IsOptional()
  @IsInt(seconds)
  @Min(captureSeconds.min, seconds)
  @Max(captureSeconds.max, seconds)
  readonly durationSeconds?: number;

  @ApiPropertyOptional({
    minimum: captureRequests.min,
    maximum: captureRequests.max,
    default: captureRequests.usual,
  })
  @IsOptional()
  @IsInt(requests)
  @Min(captureRequests.min, requests)
  @Max(captureRequests.max, requests)
  readonly requestsMax?: number;

  @ApiPropertyOptional({
    minimum: captureBodyBytes.min,
    maximum: captureBodyBytes.max,
    default: captureBodyBytes.usual,
    description: 'Of each body; what is longer is cut',
  })
  @IsOptional()
  @IsInt(bodyBytes)
  @Min(captureBodyBytes.min, bodyBytes)
  @Max(captureBodyBytes.max, bodyBytes)
  readonly bodyBytesMax?: number;
}

/** A capture that runs, or has run within the last day. */
export class CaptureShown {
  @ApiProperty()
  readonly id!: string;

  @ApiProperty()
  readonly restApiId!: string;

  @ApiProperty()
  readonly stageName!: string;

  @ApiPropertyOptional()
  readonly apiKeyId?: string;

  @ApiPropertyOptional()
  readonly requestId?: string;

  @ApiProperty({ format: 'date-time' })
  readonly until!: string;

  @ApiProperty()
  readonly requestsMax!: number;

  @ApiProperty()
  readonly bodyBytesMax!: number;
}

/** Headers and body as they were on the wire; secrets are `***`. */
export class CapturedMessageShown {
  @ApiProperty({ type: [String], description: 'Name, value, name, value, ...' })
  readonly headers!: readonly string[];

  @ApiProperty()
  readonly body!: string;

  @ApiProperty({ enum: ['utf8', 'base64'] })
  readonly bodyEncoding!: 'utf8' | 'base64';

  @ApiProperty({ description: 'Of all of it, however much is shown' })
  readonly bodyBytes!: number;

  @ApiProperty()
  readonly isTruncated!: boolean;
}

export class CapturedRequestMessageShown extends CapturedMessageShown {
  @ApiProperty()
  readonly httpMethod!: string;

  @ApiProperty({ description: 'Path and query' })
  readonly target!: string;
}

export class CapturedResponseShown extends CapturedMessageShown {
  @ApiProperty()
  readonly status!: number;
}

/** A request that was captured. */
export class CapturedRequestShown {
  @ApiProperty({ description: 'As in the response' })
  readonly requestId!: string;

  @ApiProperty({ format: 'date-time' })
  readonly receivedAt!: string;

  @ApiProperty()
  readonly durationMs!: number;

  @ApiPropertyOptional()
  readonly apiKeyId?: string;

  @ApiPropertyOptional({ description: 'Why the gateway refused it' })
  readonly refusal?: string;

  @ApiPropertyOptional({ description: 'What it ran on' })
  readonly deploymentId?: string;

  @ApiPropertyOptional({ description: 'Whether that was the stage’s canary; missing where there was none' })
  readonly isCanary?: boolean;

  @ApiProperty()
  readonly sourceIp!: string;

  @ApiProperty({ type: CapturedRequestMessageShown })
  readonly request!: CapturedRequestMessageShown;

  @ApiProperty({ type: CapturedResponseShown })
  readonly response!: CapturedResponseShown;
}
