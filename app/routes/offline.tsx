/** What is shown without a network for a page that is not kept on this device. */
import type { MetaFunction } from "@remix-run/node";
import { useEffect, useState } from "react";
import { returnPath } from "../accounts/return-path";
import { copiesOf, type StoredCopy } from "../collab/local-copy";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Page } from "../ui/Page";
import { useRootData } from "../ui/root-data";

export const meta: MetaFunction = () => [{ title: `${m.ui_offline_title()} · ${m.ui_app_name()}` }];

/** Goes where the person wanted to go. */
function tryAgain(): void {
  const to = new URLSearchParams(window.location.search).get("to");
  window.location.assign(returnPath(to));
}

export default function Offline() {
  const personId = useRootData()?.person?.id;
  const [copies, setCopies] = useState<StoredCopy[]>([]);
  useEffect(() => {
    if (personId) setCopies(copiesOf(personId).filter(({ note }) => note.whole));
  }, [personId]);
  return (
    <Page title={m.ui_offline_title()} width="prose">
      <p className="mb-4">{m.ui_offline_text()}</p>
      {copies.length > 0 ? (
        <>
          <p className="mb-2">{m.ui_offline_copies()}</p>
          <ul className="mb-6 grid gap-1">
            {copies.map(({ documentId, note }) => (
              <li key={documentId}>
                {/* Not a link of the router, which would ask the server for data. */}
                <a href={note.path} className="font-serif text-lg text-accent underline">
                  {note.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="mb-6 text-muted">{m.ui_offline_none()}</p>
      )}
      <Button variant="primary" onClick={tryAgain}>
        {m.ui_offline_again()}
      </Button>
    </Page>
  );
}
