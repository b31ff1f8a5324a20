import { useEffect, useState } from "react";

/** The time zone of this device; until the page is alive the one that is known of the reader. */
export function useZone(known: string): string {
  const [zone, setZone] = useState(known);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return zone;
}
