import { useEffect, useSyncExternalStore } from "react";
import { m } from "../i18n/messages";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { isNewVersion, noteNewVersion, subscribeToNewVersion } from "./new-version";

/**
 * Says that the server is of a newer build than the page, and loads the page again when asked.
 * Until then the text goes on as it is; links load their page whole, as the files of this build may
 * be gone.
 */
export function NewVersion() {
  const isThere = useSyncExternalStore(subscribeToNewVersion, isNewVersion, () => false);
  const announce = useAnnounce();
  useEffect(() => {
    // A part of the page that is loaded when it is needed, and is not there any more.
    const missing = () => noteNewVersion();
    window.addEventListener("vite:preloadError", missing);
    return () => window.removeEventListener("vite:preloadError", missing);
  }, []);
  useEffect(() => {
    if (!isThere) return;
    announce(m.ui_new_version());
    window.addEventListener("click", leaveToBrowser, true);
    return () => window.removeEventListener("click", leaveToBrowser, true);
  }, [isThere, announce]);
  if (!isThere) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-accent/40 bg-accent-soft px-4 py-2 text-sm sm:px-6 print:hidden">
      <p>{m.ui_new_version()}</p>
      <Button size="sm" onClick={() => window.location.reload()}>
        {m.ui_new_version_reload()}
      </Button>
    </div>
  );
}

/** A link is followed by the browser and not by the page, which would look for its own files. */
function leaveToBrowser(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== window.location.origin) return;
  const { pathname, search } = window.location;
  if (link.pathname !== pathname || link.search !== search) event.stopPropagation();
}
