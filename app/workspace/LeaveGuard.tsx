import { useBlocker } from "@remix-run/react";
import type { LiveDocument } from "../collab/live-document";
import { m } from "../i18n/messages";
import { ConfirmDialog } from "../ui/Dialog";

/** Asks before a link leads away from words that are neither on the server nor kept on this device. */
export function LeaveGuard({ live }: { live: LiveDocument | null }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && (live?.wouldLoseWords ?? false),
  );
  if (blocker.state !== "blocked") return null;
  return (
    <ConfirmDialog
      title={m.ui_leave_title()}
      isOpen
      danger
      onClose={() => blocker.reset()}
      onConfirm={() => blocker.proceed()}
      confirmLabel={m.ui_leave_anyway()}
    >
      {m.ui_leave_text()}
    </ConfirmDialog>
  );
}
