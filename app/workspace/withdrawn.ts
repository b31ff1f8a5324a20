/** What happens on a device when its person's access to the workspace has been withdrawn. */
import { copiesOf, wipeCopies } from "../collab/local-copy";
import { clearDrafts } from "../ui/useDraft";
import { cacheLoaderDataFor } from "./loader-data-cache";
import { forgetPages } from "./offline-pages";

/**
 * Takes everything of a person's off the device, and the page off the screen. The page that comes
 * instead, to sign in, says that access was withdrawn and by whom.
 */
export async function leaveWithdrawn(personId: string): Promise<void> {
  cacheLoaderDataFor(null);
  clearDrafts();
  await Promise.allSettled([wipeCopies(copiesOf(personId)), forgetPages()]);
  window.location.replace("/login");
}
