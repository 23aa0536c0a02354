/** Hands a file to the browser's downloads. @returns its name */
export function saveAsFile({
  name,
  content,
  type,
}: {
  name: string;
  content: BlobPart;
  type: string;
}): string {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the content once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return name;
}
