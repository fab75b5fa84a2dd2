/** Which method of which resource, as all calls on it name it. */
export interface MethodAt {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}
