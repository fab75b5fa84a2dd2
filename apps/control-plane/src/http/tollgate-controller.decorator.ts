import { applyDecorators, Controller, UsePipes } from '@nestjs/common';
import { ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { callerValidation } from './request-validation.js';

/** The body of an error; its name is in the header `x-amzn-ErrorType`. */
class ErrorBody {
  @ApiProperty()
  message!: string;
}

/**
 * A controller of what is ours and not AWS's, below `/_tollgate/v1`: signed like every management call, its
 * inputs held to their classes, shown on the API page.
 */
export const TollgateController = (path = ''): ClassDecorator =>
  applyDecorators(
    ApiTags('_tollgate'),
    ApiResponse({
      status: 400,
      description: 'A parameter or a member of the body is not as it must be',
      type: ErrorBody,
    }),
    ApiResponse({ status: 403, description: 'Not signed, or not for this caller', type: ErrorBody }),
    ApiResponse({ status: 404, description: 'What the path names does not exist', type: ErrorBody }),
    UsePipes(callerValidation),
    Controller(`_tollgate/v1${path}`),
  );
