import type { Bench } from "./measure";
export async function benchLargePages(_folder: string): Promise<Bench> {
  return { name: "pages", rows: [] };
}
