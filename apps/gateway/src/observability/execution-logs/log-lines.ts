/** Takes the lines of one request in their order. `atMs`: since 1970. */
export type AddLine = (text: string, atMs: number) => void;
