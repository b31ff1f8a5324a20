/** Time zones where a person chooses one or reads a moment in theirs. */
import { useEffect, useState } from "react";

/** The reader's own time zone; null until the page is alive. */
export function useOwnZone(): string | null {
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return zone;
}

/** All time zones for a list to choose from, these first. */
export function zoneOptions(first: readonly string[]): { value: string; label: string }[] {
  return [...new Set([...first, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((name) => ({
    value: name,
    label: name.replaceAll("_", " "),
  }));
}
