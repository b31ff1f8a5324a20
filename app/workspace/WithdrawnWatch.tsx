import { useEffect } from "react";
import { onWithdrawn } from "../collab/personal-news";
import { leaveWithdrawn } from "./withdrawn";

/** Takes any page off the screen once its person's access was withdrawn; a page with a document hears it there. */
export function WithdrawnWatch({ personId }: { personId: string }) {
  useEffect(() => onWithdrawn(() => void leaveWithdrawn(personId)), [personId]);
  return null;
}
