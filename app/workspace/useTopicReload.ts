import { useMemo } from "react";
import type { LiveDocument } from "../collab/live-document";
import { type Announcing, useReloads } from "./useReloads";

/** Loads the page's data again when the server says that comments, the merging or the state changed. */
export function useTopicReload(live: LiveDocument | null): void {
  const announcing = useMemo(
    (): Announcing | null =>
      live &&
      ((hear) =>
        live.onAnnouncement((announcement) => {
          // A page that the server no longer opens would be exchanged for another, with its words.
          if (!live.getState().refusal) hear(announcement);
        })),
    [live],
  );
  useReloads(announcing);
}
