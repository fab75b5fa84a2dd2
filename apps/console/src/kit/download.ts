/** Gives text or bytes to the person as a file of a name. */
export function download(name: string, content: BlobPart, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it behind the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
