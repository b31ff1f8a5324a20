/** What happens on a device when its person's access to the workspace has been withdrawn. */
import { copiesOf, wipeCopies } from "../collab/local-copy";
import { forgetAllKept } from "../ui/useKept";
import { keepDataFor } from "./last-data";
import { forgetPages } from "./offline-pages";

/**
 * Takes everything of a person's off the device, and the page off the screen. The page that comes
 * instead, to sign in, says that access was withdrawn and by whom.
 */
export async function leaveWithdrawn(personId: string): Promise<void> {
  keepDataFor(null);
  forgetAllKept();
  await Promise.allSettled([wipeCopies(copiesOf(personId)), forgetPages()]);
  window.location.replace("/login");
}
