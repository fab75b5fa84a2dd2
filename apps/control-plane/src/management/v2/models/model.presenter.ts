import type { HttpModel } from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { shown } from '../below-api/shown.js';

/** A model as version 2 shows it. */
export const presentModel = (model: HttpModel): v2.Model => shown(model, 'apiId');
