import { ApiProperty } from '@nestjs/swagger';
import { diagnosticCodes, type Diagnostic, type DiagnosticCode } from '#libs/snapshot-compiler';

/** Something that the compiler has to say. */
export class ShownDiagnostic implements Diagnostic {
  @ApiProperty({ enum: Object.keys(diagnosticCodes), description: 'docs/ERRORS.md has what each means' })
  readonly code!: DiagnosticCode;

  @ApiProperty({ enum: ['error', 'warning'] })
  readonly severity!: 'error' | 'warning';

  @ApiProperty({ example: 'GET /pets/{id}' })
  readonly at!: string;

  @ApiProperty()
  readonly message!: string;
}

/** What the compiler has to say about a deployment. */
export class DeploymentDiagnostics {
  @ApiProperty()
  readonly restApiId!: string;

  @ApiProperty()
  readonly deploymentId!: string;

  @ApiProperty({ type: [ShownDiagnostic] })
  readonly diagnostics!: readonly ShownDiagnostic[];
}

/** The same of a deployment of an API of version 2. */
export class HttpDeploymentDiagnostics {
  @ApiProperty()
  readonly apiId!: string;

  @ApiProperty()
  readonly deploymentId!: string;

  @ApiProperty({ type: [ShownDiagnostic] })
  readonly diagnostics!: readonly ShownDiagnostic[];
}
