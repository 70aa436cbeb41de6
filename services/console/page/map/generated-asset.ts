/** One of the assets that the build makes in `page/generated/`. */
export async function generatedAsset<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
