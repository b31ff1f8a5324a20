import { Link, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { copiesOf, type StoredCopy, staleCopies, wipeCopies } from "../collab/local-copy";
import { m } from "../i18n/messages";
import { cacheLoaderDataFor } from "./loader-data-cache";
import { loadOtherPages, registerOfflinePages, storePagesFor } from "./offline-pages";

/**
 * On every page: keeps this device in order for the person who is signed in, and says where words
 * of theirs wait that only this device has.
 */
export function OfflinePages({ personId }: { personId: string | null }) {
  useEffect(() => {
    registerOfflinePages();
    storePagesFor(personId);
    cacheLoaderDataFor(personId);
    if (!personId) return;
    void wipeCopies(staleCopies(personId, Date.now()));
    return loadOtherPages();
  }, [personId]);
  return personId ? <WaitingElsewhere personId={personId} /> : null;
}

/** Documents, other than the one that is open, with changes that have not been sent. */
function WaitingElsewhere({ personId }: { personId: string }) {
  const { pathname } = useLocation();
  const [copies, setCopies] = useState<StoredCopy[]>([]);
  useEffect(() => {
    const look = () =>
      setCopies(
        copiesOf(personId).filter(
          ({ note }) => note.waiting.count > 0 && note.path !== pathname && pathname !== "/offline",
        ),
      );
    look();
    // Another page of this browser has sent them, or made more.
    window.addEventListener("storage", look);
    return () => window.removeEventListener("storage", look);
  }, [personId, pathname]);
  if (copies.length === 0) return null;
  const count = copies.reduce((sum, { note }) => sum + note.waiting.count, 0);
  return (
    <p className="border-b border-warning/40 bg-warning-soft px-4 py-2 text-sm sm:px-6 print:hidden">
      {m.ui_waiting_elsewhere({ count })}{" "}
      {copies.map(({ documentId, note }, i) => (
        <span key={documentId}>
          {i > 0 && ", "}
          <Link to={note.path} className="font-semibold text-accent underline">
            {note.title}
          </Link>
        </span>
      ))}
    </p>
  );
}
