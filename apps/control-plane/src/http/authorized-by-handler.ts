import { SetMetadata } from '@nestjs/common';

const DISPATCHES = 'tollgate:dispatches';

/** On a controller that only finds who serves a call: what it needs is asked for there. */
export const AuthorizedByHandler = (): ClassDecorator => SetMetadata(DISPATCHES, true);

export const isAuthorizedByHandler = (controller: object): boolean =>
  Reflect.getMetadata(DISPATCHES, controller) === true;
