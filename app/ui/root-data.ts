/** What the root loader gives to every page. */
import { useRouteLoaderData } from "@remix-run/react";
import type { Locale, Person } from "../context";

export interface DelegationView {
  code: string;
  slug: string;
  /** Name in the reader's language. */
  name: string;
  /** Colour slot, 0 to 5. */
  slot: number;
}

export interface RootData {
  person: Person | null;
  locale: Locale;
  theme: "system" | "light" | "dark";
  delegations: DelegationView[];
  may: { seePeople: boolean };
  /** Of what the person was told: how much they have not read, and when the newest of it came. */
  unread: { count: number; newest: number };
}

export function useRootData(): RootData | undefined {
  return useRouteLoaderData("root") as RootData | undefined;
}

export function useLocale(): Locale {
  return useRootData()?.locale ?? "en";
}

export function useDelegation(code: string | null): DelegationView | undefined {
  return useRootData()?.delegations.find((delegation) => delegation.code === code);
}
