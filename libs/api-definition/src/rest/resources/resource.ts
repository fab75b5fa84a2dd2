/** A node of the path tree of a RestApi. The root has neither parent nor path part. */
export interface Resource {
  readonly restApiId: string;
  readonly id: string;
  readonly parentId: string | null;
  readonly pathPart: string | null;
  /**
   * The whole path from the root, `/` for the root itself. Derived from the parents; kept so that reads need
   * no walk.
   */
  readonly path: string;
}
